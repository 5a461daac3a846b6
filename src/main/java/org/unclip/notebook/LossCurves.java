package org.unclip.notebook;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.unclip.report.Axis;
import org.unclip.report.Numbers;
import org.unclip.report.Training;
import org.unclip.report.Training.Point;

/** How the losses of trainings fell: a chart each, two side by side. */
public final class LossCurves {
    private static final int WIDTH = 430;
    private static final int HEIGHT = 260;
    private static final int LEFT = 56;
    private static final int RIGHT = WIDTH - 20;
    private static final int TOP = 52;
    private static final int BOTTOM = HEIGHT - 40;
    private static final int COLUMNS = 2;
    private static final double DOT = 7;
    private static final Color GRID = new Color(0xe4e7eb);
    private static final Color TRAINING = new Color(0x3182bd);
    private static final Color VALIDATION = new Color(0xd9480f);

    private LossCurves() {}

    /** The loss of the training batches as a line, that of held-out examples as dots. */
    public static BufferedImage of(List<Training> trainings) {
        int columns = Math.max(1, Math.min(COLUMNS, trainings.size()));
        int rows = (trainings.size() + columns - 1) / columns;
        BufferedImage paper = Lettering.paper(columns * WIDTH, Math.max(1, rows) * HEIGHT);
        Graphics2D pen = Lettering.pen(paper);
        for (int i = 0; i < trainings.size(); i++) {
            Graphics2D chart = (Graphics2D) pen.create(i % columns * WIDTH, i / columns * HEIGHT, WIDTH, HEIGHT);
            new Chart(chart, trainings.get(i).points()).draw(trainings.get(i).job());
            chart.dispose();
        }
        pen.dispose();
        return paper;
    }

    /** One training's chart, drawn with its origin at the pen's. */
    private record Chart(Graphics2D pen, List<Point> points, Axis steps, Axis losses) {
        Chart(Graphics2D pen, List<Point> points) {
            this(pen, points, steps(points), losses(points));
        }

        private static Axis steps(List<Point> points) {
            return Axis.fromZero(points.stream().mapToLong(Point::step).max().orElse(0));
        }

        private static Axis losses(List<Point> points) {
            List<Double> values = new ArrayList<>();
            points.forEach(point -> {
                values.add(point.loss());
                point.validationLoss().ifPresent(values::add);
            });
            return Axis.around(values);
        }

        void draw(String job) {
            pen.setFont(Lettering.TITLE);
            pen.drawString("Loss of " + job + (losses.logarithmic() ? ", logarithmic" : ""), LEFT, 20);
            pen.setFont(Lettering.PLAIN);
            legend();
            losses.ticks().forEach(this::lossTick);
            steps.ticks().forEach(this::stepTick);
            pen.drawString("step", RIGHT - Lettering.width("step"), BOTTOM + 32);
            curve();
            dots();
        }

        private void legend() {
            pen.setColor(TRAINING);
            pen.drawString("— training", LEFT, 38);
            pen.setColor(VALIDATION);
            pen.drawString("● validation", LEFT + Lettering.width("— training   "), 38);
            pen.setColor(Lettering.INK);
        }

        private void lossTick(double tick) {
            int y = (int) Math.round(y(tick));
            String number = Numbers.tick(tick);
            pen.setColor(GRID);
            pen.drawLine(LEFT, y, RIGHT, y);
            pen.setColor(Lettering.FAINT);
            pen.drawString(number, LEFT - 8 - Lettering.width(number), y + 4);
        }

        private void stepTick(double tick) {
            String number = Numbers.tick(tick);
            int middle = (int) Math.round(x(tick));
            pen.setColor(Lettering.FAINT);
            pen.drawString(
                    number,
                    Math.min(middle - Lettering.width(number) / 2, RIGHT - Lettering.width(number) + 8),
                    BOTTOM + 18);
        }

        private void curve() {
            Path2D curve = new Path2D.Double();
            for (Point point : points) {
                if (curve.getCurrentPoint() == null) {
                    curve.moveTo(x(point.step()), y(point.loss()));
                } else {
                    curve.lineTo(x(point.step()), y(point.loss()));
                }
            }
            pen.setColor(TRAINING);
            pen.draw(curve);
            if (points.size() == 1) {
                dot(points.get(0).step(), points.get(0).loss());
            }
        }

        private void dots() {
            pen.setColor(VALIDATION);
            points.forEach(point -> point.validationLoss().ifPresent(loss -> dot(point.step(), loss)));
        }

        private void dot(double step, double loss) {
            pen.fill(new Ellipse2D.Double(x(step) - DOT / 2, y(loss) - DOT / 2, DOT, DOT));
        }

        private double x(double step) {
            return LEFT + steps.position(step) * (RIGHT - LEFT);
        }

        private double y(double loss) {
            return BOTTOM - losses.position(loss) * (BOTTOM - TOP);
        }
    }
}
