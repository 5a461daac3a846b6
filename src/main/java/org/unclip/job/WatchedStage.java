package org.unclip.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.unclip.data.picture.Picture;
import org.unclip.diffusion.StepObserver;
import org.unclip.generation.Cascade;
import org.unclip.generation.DrawRequest;
import org.unclip.unet.Stage;

/**
 * How one picture came about in a stage of a cascade.
 *
 * @param size extent of the stage's pictures, pixels
 * @param steps number of steps that the stage made
 * @param moments from noise to picture: some of the steps, spread evenly, the first and the last among them
 */
public record WatchedStage(int size, int steps, List<Moment> moments) {
    private static final int MOST_MOMENTS = 8;

    /**
     * A step that was made.
     *
     * @param step which, from 1
     * @param x what the step left
     * @param x0 the picture that it was made towards
     */
    public record Moment(int step, Picture x, Picture x0) {}

    public WatchedStage {
        moments = List.copyOf(moments);
    }

    /** Draws sample 0 of a prompt as {@code generate} does, and keeps what each stage did, from the smallest to the largest. */
    public static List<WatchedStage> watch(Cascade cascade, String prompt, long seed) {
        Map<Integer, List<Moment>> made = new TreeMap<>();
        cascade.draw(
                List.of(new DrawRequest(prompt, 0)),
                seed,
                size -> recorder(made.computeIfAbsent(size, first -> new ArrayList<>())));
        List<WatchedStage> stages = new ArrayList<>();
        made.forEach((size, all) -> stages.add(new WatchedStage(size, all.size(), some(all))));
        return stages;
    }

    private static StepObserver recorder(List<Moment> moments) {
        return (t, x, x0) -> moments.add(new Moment(moments.size() + 1, Stage.picture(x, 0), Stage.picture(x0, 0)));
    }

    private static List<Moment> some(List<Moment> all) {
        return EvenChoice.of(all.size(), MOST_MOMENTS).stream().map(all::get).toList();
    }
}
