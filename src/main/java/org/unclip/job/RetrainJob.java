package org.unclip.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.functions;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.data.Split;
import org.unclip.report.Metric;
import org.unclip.storage.Folder;
import org.unclip.storage.Lease;
import org.unclip.storage.ModelFolder;

/**
 * A round of retraining: ingests what is new, embeds it, trains on from the promoted release, measures both on the same
 * held-out data, and promotes the new one if it passes the gates.
 *
 * <p>The home ({@code run.dir}) has tables and releases, the round's own folder all else. What a round rests on is noted as
 * soon as it is known ({@link Round}), and every part of it is skipped when it is done, so a start after a crash goes on
 * with the same data and release. One round at a time.
 */
public final class RetrainJob {
    private static final String NAME = "retrain";
    private static final String OF_RELEASE = "evaluation-of-release";

    private final Run run;
    private final RetrainSection section;
    private final RunFolder folder;
    private final Folder home;
    private final Releases releases;
    private Round round;

    private RetrainJob(Run run) {
        this.run = run;
        this.section = run.config().retrain();
        this.folder = new RunFolder(run.folder());
        this.home = run.config().home();
        this.releases = Releases.of(home);
    }

    /**
     * Does the round of the run's id, or what is left of it.
     *
     * @return also of a former start that came to the end: {@link ExitCode#NOTHING_TO_DO} if it promoted a release,
     *     {@link ExitCode#QUALITY_REFUSED} if the gates refused it
     * @throws UserError if another round of this home is at work ({@link ExitCode#HELD}), a gate's figure was not measured, or
     *     any of its jobs fails
     */
    public static JobReport run(Run run) {
        if (run.config().run().id().isEmpty()) {
            throw UserError.fatal("A round needs a name: give --run-id, such as --run-id 2026-11-26.");
        }
        return new RetrainJob(run).finish();
    }

    private JobReport finish() {
        Folder holders = home.folder("holders").folder(NAME);
        try (Lease held = Lease.take(holders, "A round in " + home, NAME, run.longestSilence())) {
            round = Round.read(run.folder()).orElseGet(() -> Round.from(releases.current()));
            if (round.exitCode() != null) {
                return before();
            }
            round.write(run.folder());
            JobReport report = work(held);
            round = round.ended(report).write(run.folder());
            return report;
        }
    }

    /** What a former start came to: a success has nothing left to do, a refusal stays one. */
    private JobReport before() {
        ExitCode code = ExitCode.of(round.exitCode()).orElse(ExitCode.FATAL);
        String summary = "Finished before. " + round.summary();
        JobReport report = code == ExitCode.DONE ? JobReport.nothingToDo(summary) : new JobReport(code, summary);
        return report.with(round.metrics());
    }

    private JobReport work(Lease held) {
        Optional<Release> base = Optional.ofNullable(round.base()).map(releases::get);
        collect(base);
        if (base.isPresent() && round.newPairs() < section.minNewPairs()) {
            return JobReport.nothingToDo("retrain: %d new pairs since release %s, retrain.minNewPairs is %d"
                    .formatted(round.newPairs(), round.base(), section.minNewPairs()));
        }
        PipelineJob.train(run);
        List<Gate.Result> gates = judge(base);
        held.requireHeld();
        Release release = release(gates);
        if (!release.accepted()) {
            return new JobReport(ExitCode.QUALITY_REFUSED, summary(release, "refused")).with(Gates.figures(gates));
        }
        return promote(release).with(Gates.figures(gates));
    }

    /** Unless another release was promoted while this round was at work, which it was not measured against. */
    private JobReport promote(Release release) {
        try (Lease held = ReleasesJob.hold(home, NAME, run.longestSilence())) {
            Optional<String> current = releases.current();
            boolean promotedBefore = releases.promotions().stream()
                    .anyMatch(promotion -> promotion.name().equals(release.name()));
            if (promotedBefore) { // by a start that ended before it could note that; it may have been rolled back since
                return JobReport.done(summary(release, "promoted"));
            }
            if (!current.equals(Optional.ofNullable(round.base()))) {
                return new JobReport(
                        ExitCode.QUALITY_REFUSED,
                        summary(
                                release,
                                "not promoted, as %s was promoted meanwhile (compare them, then releases promote %s)"
                                        .formatted(current.orElse("no release"), release.name())));
            }
            held.requireHeld();
            releases.promote(release.name(), NAME);
            return JobReport.done(summary(release, "promoted"));
        }
    }

    /** Brings tables and CLIP to where this round trains, and pins them. */
    private void collect(Optional<Release> base) {
        if (!round.tableVersions().containsKey("pairs")) {
            say(IngestJob.run(run));
            round = round.with("pairs", run.pairs().version()).write(run.folder());
        }
        new Gates(section.gates()).requireCaptions(heldOutCaptions());
        rest();
        clip(base);
        if (!round.tableVersions().containsKey("embeddings")) {
            say(EmbedJob.run(run));
            round = round.with("embeddings", run.embeddings().version())
                    .withNewPairs(run.pairs().rows().count() - pairsOfBase())
                    .write(run.folder());
        }
        rest();
    }

    private long pairsOfBase() {
        return round.base() == null ? 0 : releases.get(round.base()).pairs();
    }

    private long heldOutCaptions() {
        long heldOut = run.pairs()
                .rows()
                .where(functions.col("split").equalTo(Split.VALIDATION.word()))
                .count();
        return Math.min(heldOut, run.config().evaluation().captions());
    }

    private void rest() {
        Optional<RunFolder.Models> models =
                Optional.ofNullable(round.base()).map(name -> new RunFolder.Models(releases.folder(name)));
        run.restOn(new Round.Basis(models, round.tableVersions()));
    }

    /** The release's CLIP; in the first round the home's own, if one was imported, or a new one. */
    private void clip(Optional<Release> base) {
        Folder known = base.map(release -> new RunFolder.Models(releases.folder(release.name())).clip())
                .orElse(new RunFolder(home).clip());
        if (ModelFolder.isIn(known)) {
            ModelFolder.copy(known, folder.clip());
        } else {
            say(TrainClipJob.run(run));
        }
    }

    private List<Gate.Result> judge(Optional<Release> base) {
        say(EvaluateJob.measure(run, folder.model(), EvaluateJob.OUT));
        List<Metric> measured = new RecordedMetrics(run.folder()).evaluation();
        Optional<List<Metric>> before = base.map(release -> {
            say(EvaluateJob.measure(run, releases.folder(release.name()), OF_RELEASE));
            return new RecordedMetrics(run.folder()).evaluation(OF_RELEASE);
        });
        ReportJob.run(run.folder());
        return new Gates(section.gates()).judge(measured, before);
    }

    /** Lays down the release, promoted or not. */
    private Release release(List<Gate.Result> gates) {
        String name = run.config().run().id().orElseThrow();
        Optional<Release> there = releases.read(name);
        if (there.isPresent()) {
            return there.get();
        }
        RunFolder.Models made = folder.models();
        RunFolder.Models copy = new RunFolder.Models(releases.folder(name));
        ModelFolder.copy(made.clip(), copy.clip());
        ModelFolder.copy(made.prior(), copy.prior());
        run.config().cascade().forEach(stage -> ModelFolder.copy(made.stage(stage), copy.stage(stage)));
        Release release = new Release(
                Release.SCHEMA_VERSION,
                name,
                Outcome.now(),
                round.base(),
                round.tableVersions(),
                round.newPairs() + pairsOfBase(),
                round.newPairs(),
                CodeVersion.version(),
                CodeVersion.commit(),
                run.config().run().seed(),
                Cascades.fingerprints(copy.folder()),
                configuration(),
                new RecordedMetrics(run.folder()).evaluation(),
                gates,
                gates.stream().allMatch(Gate.Result::passed));
        releases.complete(release);
        return release;
    }

    private Map<String, String> configuration() {
        Map<String, String> settings = new TreeMap<>();
        run.settings().stream()
                .filter(setting -> !setting.byDefault())
                .forEach(setting -> settings.put(setting.path(), setting.value()));
        return settings;
    }

    private String summary(Release release, String verdict) {
        String gates = release.gates().stream()
                .map(result -> System.lineSeparator() + "  " + result.words())
                .collect(Collectors.joining());
        return "retrain: release %s, of %d new pairs over %s, is %s: %s%s"
                .formatted(
                        release.name(),
                        release.newPairs(),
                        release.base() == null ? "nothing" : "release " + release.base(),
                        verdict,
                        releases.folder(release.name()),
                        gates);
    }

    private void say(JobReport report) {
        run.console().say(report.summary());
    }
}
