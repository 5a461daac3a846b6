package org.unclip.job;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.storage.Folder;

/**
 * Wall times of a run's jobs, kept as {@code reports/times/JOB.json}: a list of attempts. An attempt that works is noted every
 * ten seconds, so that a killed one is known to within that; one that had nothing to do is not noted. A job is done by one
 * process at a time.
 */
final class JobTimes {
    private static final long BEAT_SECONDS = 10;

    /**
     * A process that worked at a job.
     *
     * @param began an instant of ISO 8601
     * @param seconds that it has worked so far
     * @param ending {@code ended} or {@code failed}; {@code unfinished} while it works and if it was killed
     */
    record Attempt(String job, String began, double seconds, String ending) {}

    private final Folder folder;
    private final Clock clock;

    JobTimes(Folder run, Clock clock) {
        this.folder = run.folder("reports").folder("times");
        this.clock = clock;
    }

    /** All attempts, in the order in which they began. */
    List<Attempt> attempts() {
        return folder.names().stream()
                .flatMap(name -> attempts(new JsonFile(folder, name)).stream())
                .sorted(Comparator.comparing(Attempt::began))
                .toList();
    }

    /** A job's name, such as {@code train-unet base}, as that of a file or folder. */
    static String fileName(String job) {
        return job.replace(' ', '-');
    }

    private static List<Attempt> attempts(JsonFile file) {
        return file.read(new TypeReference<List<Attempt>>() {}).orElse(List.of());
    }

    /** Runs a job and notes how long it took. */
    JobReport timed(String job, Supplier<JobReport> work) {
        JsonFile file = new JsonFile(folder, fileName(job) + ".json");
        List<Attempt> before = attempts(file);
        Instant began = clock.instant();
        ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(JobTimes::daemon);
        beats.scheduleAtFixedRate(
                () -> beat(file, before, attempt(job, began, "unfinished")),
                BEAT_SECONDS,
                BEAT_SECONDS,
                TimeUnit.SECONDS);
        String ending = "failed";
        try {
            JobReport report = work.get();
            ending = report.exitCode() == ExitCode.NOTHING_TO_DO ? "" : "ended";
            return report;
        } finally {
            stop(beats);
            file.write(ending.isEmpty() ? before : with(before, attempt(job, began, ending)));
        }
    }

    private static void beat(JsonFile file, List<Attempt> before, Attempt unfinished) {
        try {
            file.write(with(before, unfinished));
        } catch (UserError awayNow) { // the storage may be back at the next beat; the job itself says if it needs it
            return;
        }
    }

    private Attempt attempt(String job, Instant began, String ending) {
        double seconds = Duration.between(began, clock.instant()).toMillis() / 1000.0;
        return new Attempt(job, began.truncatedTo(ChronoUnit.SECONDS).toString(), seconds, ending);
    }

    private static List<Attempt> with(List<Attempt> before, Attempt latest) {
        List<Attempt> all = new ArrayList<>(before);
        all.add(latest);
        return all;
    }

    /** A beat at work must end first, or it would be noted last. */
    private static void stop(ScheduledExecutorService beats) {
        beats.shutdown();
        try {
            beats.awaitTermination(BEAT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "job times");
        thread.setDaemon(true);
        return thread;
    }
}
