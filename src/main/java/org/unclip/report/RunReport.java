package org.unclip.report;

import java.util.List;
import org.unclip.config.Setting;

/**
 * All that is told of a run. A part that the run has not brought yet is an empty list.
 *
 * @param name of the run
 * @param written date and time of the report
 * @param verdict how far the run is, in words
 * @param keyFigures what to judge the run by at a glance
 * @param gallery what was drawn at the end
 * @param metrics in groups, the most telling first
 * @param pictures of the evaluation
 * @param trainings in their order
 * @param samples drawn while the stages were trained
 * @param steps of one picture's diffusion, a stage after the other
 * @param configuration every setting
 * @param times of the jobs, attempt by attempt
 * @param environment what it ran on
 */
public record RunReport(
        String name,
        String written,
        String verdict,
        List<Fact> keyFigures,
        List<DrawnPrompt> gallery,
        List<Metric> metrics,
        List<CaptionedPicture> pictures,
        List<Training> trainings,
        List<SampleSeries> samples,
        List<StageSteps> steps,
        List<Setting> configuration,
        List<JobTime> times,
        List<Fact> environment) {
    public RunReport {
        keyFigures = List.copyOf(keyFigures);
        gallery = List.copyOf(gallery);
        metrics = List.copyOf(metrics);
        pictures = List.copyOf(pictures);
        trainings = List.copyOf(trainings);
        samples = List.copyOf(samples);
        steps = List.copyOf(steps);
        configuration = List.copyOf(configuration);
        times = List.copyOf(times);
        environment = List.copyOf(environment);
    }
}
