package org.unclip.job;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unclip.config.UserError;
import org.unclip.report.DrawnPrompt;
import org.unclip.report.Fact;
import org.unclip.report.JobTime;
import org.unclip.report.Metric;
import org.unclip.report.Numbers;
import org.unclip.report.ReportPage;
import org.unclip.report.RunReport;
import org.unclip.report.Training;
import org.unclip.storage.Folder;

/** Writes {@code report.html} from what a run has brought so far; it may be at work. */
public final class ReportJob {
    /** The report's name in the run's folder. */
    static final String FILE = "report.html";

    private static final int MOST_FIGURES = 6;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'");

    private ReportJob() {}

    /**
     * Writes or replaces the report.
     *
     * @throws UserError if the folder is empty, so none of a run
     */
    public static JobReport run(Folder run) {
        byte[] page = ReportPage.of(read(RecordedRun.open(run))).getBytes(StandardCharsets.UTF_8);
        run.write(FILE, out -> out.write(page));
        return JobReport.done("report: " + run.path(FILE));
    }

    private static RunReport read(RecordedRun run) {
        List<DrawnPrompt> gallery = run.gallery();
        List<Training> trainings = run.trainings();
        List<Metric> metrics = run.metrics();
        List<JobTime> times = run.times();
        return new RunReport(
                run.folder().path(FILE).getParent().getName(),
                ZonedDateTime.now(ZoneOffset.UTC).format(MINUTE),
                verdict(run.folder(), gallery, trainings),
                keyFigures(metrics, times),
                gallery,
                metrics,
                run.evaluation(),
                trainings,
                run.samples(),
                run.steps(),
                run.configuration(),
                times,
                run.environment());
    }

    private static String verdict(Folder run, List<DrawnPrompt> gallery, List<Training> trainings) {
        long lost = trainings.stream()
                .mapToLong(training -> training.lostRanks().size())
                .sum();
        String losses = lost == 0 ? "" : " Ranks were lost %d times on the way.".formatted(lost);
        if (!run.has("metrics.json")) {
            String last = trainings.isEmpty()
                    ? "No training has logged anything yet."
                    : "Last at work: %s."
                            .formatted(trainings.get(trainings.size() - 1).job());
            return "Not finished. " + last + losses;
        }
        long unseen = gallery.stream().filter(DrawnPrompt::neverInTraining).count();
        String never = unseen == 0 ? "" : ", %d of which ask for what no training example shows".formatted(unseen);
        return "Finished. %d models were trained and %d prompts drawn%s."
                        .formatted(trainings.size(), gallery.size(), never)
                + losses;
    }

    /** The first metric that has a better side in each group, and the time. */
    private static List<Fact> keyFigures(List<Metric> metrics, List<JobTime> times) {
        Map<String, Metric> first = new LinkedHashMap<>();
        metrics.stream()
                .filter(metric -> metric.better() != Metric.Better.NEITHER)
                .forEach(metric -> first.putIfAbsent(metric.group(), metric));
        List<Fact> figures = new ArrayList<>(first.values().stream()
                .limit(MOST_FIGURES - 1)
                .map(metric ->
                        new Fact("%s · %s".formatted(metric.name(), metric.group()), Numbers.shown(metric.value())))
                .toList());
        if (!times.isEmpty()) {
            double seconds = times.stream().mapToDouble(JobTime::seconds).sum();
            figures.add(new Fact("Wall time of all jobs", Numbers.duration(seconds)));
        }
        return figures;
    }
}
