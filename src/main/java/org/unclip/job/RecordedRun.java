package org.unclip.job;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.unclip.config.Setting;
import org.unclip.config.UserError;
import org.unclip.report.CaptionedPicture;
import org.unclip.report.DrawnPrompt;
import org.unclip.report.Fact;
import org.unclip.report.JobTime;
import org.unclip.report.Metric;
import org.unclip.report.SampleSeries;
import org.unclip.report.StageSteps;
import org.unclip.report.Training;
import org.unclip.storage.Checkpoints;
import org.unclip.storage.Folder;

/**
 * What a run has left so far. It may be at work: nothing in its folder is locked or written.
 *
 * @param folder of the run
 */
public record RecordedRun(Folder folder) {

    /**
     * The run in a folder, by path or URI.
     *
     * @throws UserError if the folder is empty, so none of a run
     */
    public static RecordedRun open(String location) {
        return open(Folder.at(location));
    }

    /** As {@link #open(String)}. */
    static RecordedRun open(Folder folder) {
        if (folder.names().isEmpty()) {
            throw UserError.of("run.dir", folder, "the folder of a run", "name the folder that a pipeline writes to");
        }
        return new RecordedRun(folder);
    }

    /** What {@code Cascade.open} and {@code generate} read. */
    public Folder model() {
        return new RunFolder(folder).model();
    }

    /** Its tables, read by a Spark of this process, which {@link RecordedTables#close} stops. */
    public RecordedTables tables() {
        return RecordedTables.open(folder);
    }

    /** How each training went, in the order in which they began. */
    public List<Training> trainings() {
        return new RecordedTrainings(folder).read();
    }

    /** Steps of the checkpoints that are kept, latest first, by training. */
    public SortedMap<String, List<Long>> checkpoints() {
        Folder trainings = folder.folder("checkpoints");
        SortedMap<String, List<Long>> steps = new TreeMap<>();
        trainings.names().forEach(job -> steps.put(job, new Checkpoints(trainings.folder(job)).whole()));
        return steps;
    }

    /** What the stages drew in training, stage by stage. */
    public List<SampleSeries> samples() {
        return pictures().series();
    }

    /** The prompts that were drawn at the end, in their order. */
    public List<DrawnPrompt> gallery() {
        return pictures().gallery();
    }

    /** How one of these pictures came about, stage by stage. */
    public List<StageSteps> steps() {
        return pictures().steps();
    }

    /** The pictures of the evaluation. */
    public List<CaptionedPicture> evaluation() {
        return pictures().evaluation();
    }

    /**
     * What was measured: first by the evaluation, then by each training. Where the evaluation compared held-out pairs, it
     * measured what trainings measure on fewer pairs and without intervals, all but their losses.
     */
    public List<Metric> metrics() {
        RecordedMetrics metrics = new RecordedMetrics(folder);
        List<Metric> evaluated = metrics.evaluation();
        boolean compared = evaluated.stream().anyMatch(metric -> metric.key().equals("prior-cosine"));
        Stream<Metric> ofModels = metrics.ofModels().stream()
                .filter(metric -> !compared || metric.key().equals(RecordedMetrics.VALIDATION_LOSS));
        return Stream.concat(evaluated.stream(), ofModels).toList();
    }

    /** Wall times of the jobs, in the order in which they began. */
    public List<JobTime> times() {
        Map<String, List<JobTime.Attempt>> jobs = new JobTimes(folder, Clock.systemUTC())
                .attempts().stream()
                        .collect(Collectors.groupingBy(
                                JobTimes.Attempt::job,
                                LinkedHashMap::new,
                                Collectors.mapping(RecordedRun::told, Collectors.toList())));
        return jobs.entrySet().stream()
                .map(job -> new JobTime(job.getKey(), job.getValue()))
                .toList();
    }

    private static JobTime.Attempt told(JobTimes.Attempt attempt) {
        return new JobTime.Attempt(attempt.began().replace('T', ' '), attempt.seconds(), attempt.ending());
    }

    /** Every setting that the run was last opened with. */
    public List<Setting> configuration() {
        return new RunRecord(folder).configuration();
    }

    /** What the run was last opened on. */
    public List<Fact> environment() {
        return new RunRecord(folder).environment();
    }

    private RecordedPictures pictures() {
        return new RecordedPictures(folder);
    }
}
