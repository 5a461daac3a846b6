package org.unclip.job;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.report.Metric;
import org.unclip.storage.Folder;
import org.unclip.storage.Lease;

/** Looks at the releases of a home, and says which one is the promoted one. Needs no Spark. */
public final class ReleasesJob {
    static final String ROLLBACK = "rollback";

    private static final String PROMOTE = "promote";

    private final Folder home;
    private final Releases releases;
    private final Duration longestSilence;

    private ReleasesJob(Folder home, Duration longestSilence) {
        this.home = home;
        this.releases = Releases.of(home);
        this.longestSilence = longestSilence;
    }

    /** For the home that these settings name. */
    public static ReleasesJob of(UnclipConfig config) {
        return new ReleasesJob(config.home(), Duration.ofSeconds(config.run().staleSeconds()));
    }

    /** A row a release, the promoted one marked. */
    public JobReport list() {
        List<Release> all = releases.all();
        if (all.isEmpty()) {
            return JobReport.nothingToDo(
                    "There are no releases in %s: retrain makes them.".formatted(releases.folder()));
        }
        Optional<String> current = releases.current();
        String rows = all.stream()
                .map(release -> "%s %-16s  %-20s  %-16s  %,9d  %,9d  %s"
                        .formatted(
                                current.equals(Optional.of(release.name())) ? "*" : " ",
                                release.name(),
                                release.made(),
                                release.base() == null ? "-" : release.base(),
                                release.pairs(),
                                release.newPairs(),
                                gates(release)))
                .collect(Collectors.joining("\n"));
        return JobReport.done("  %-16s  %-20s  %-16s  %9s  %9s  %s%n%s"
                .formatted("release", "made", "from", "pairs", "new", "gates (* is promoted)", rows));
    }

    private static String gates(Release release) {
        String refusing = release.gates().stream()
                .filter(result -> !result.passed())
                .map(Gate.Result::metric)
                .collect(Collectors.joining(", "));
        return release.accepted() ? "passed" : "refused: " + refusing;
    }

    /** All that the promoted release says of itself. */
    public JobReport showPromoted() {
        return show(releases.current()
                .orElseThrow(() ->
                        UserError.fatal("No release is promoted in %s: name one of those that releases list shows."
                                .formatted(releases.folder()))));
    }

    /** All that a release says of itself, and when it was promoted. */
    public JobReport show(String name) {
        Release release = releases.get(name);
        String versions = release.tableVersions().entrySet().stream()
                .map(table -> "%s version %d".formatted(table.getKey(), table.getValue()))
                .collect(Collectors.joining(", "));
        String promotions = releases.promotions().stream()
                .filter(promotion -> promotion.name().equals(name))
                .map(promotion -> "%s by %s".formatted(promotion.since(), promotion.by()))
                .collect(Collectors.joining(", "));
        return JobReport.done(String.join(
                "\n",
                "release        " + release.name(),
                "folder         " + releases.folder(name),
                "made           " + release.made(),
                "from           " + (release.base() == null ? "nothing" : "release " + release.base()),
                "promoted       " + (promotions.isEmpty() ? "never" : promotions),
                "data           %s; %,d pairs, %,d of them new"
                        .formatted(versions, release.pairs(), release.newPairs()),
                "code           %s, commit %s".formatted(release.version(), release.commit()),
                "models         " + String.join(", ", release.fingerprints()),
                "gates          "
                        + release.gates().stream()
                                .map(Gate.Result::words)
                                .collect(Collectors.joining("\n               ")),
                "held-out data  "
                        + release.metrics().stream()
                                .map(ReleasesJob::shown)
                                .collect(Collectors.joining("\n               ")),
                "settings       "
                        + release.configuration().entrySet().stream()
                                .map(setting -> setting.getKey() + " = " + setting.getValue())
                                .collect(Collectors.joining("\n               "))));
    }

    private static String shown(Metric metric) {
        return String.format(Locale.ROOT, "%s %.4g (%s)", metric.key(), metric.value(), metric.group());
    }

    /**
     * Promotes a release.
     *
     * @param force also one that a gate refused
     */
    public JobReport promote(String name, boolean force) {
        Release release = releases.get(name);
        if (!release.accepted() && !force) {
            return new JobReport(
                    ExitCode.QUALITY_REFUSED,
                    "The gates refused release %s (%s): look at it with releases show, and give --force to promote it all the same."
                            .formatted(name, gates(release)));
        }
        return promote(() -> name, force ? PROMOTE + " --force" : PROMOTE);
    }

    /** Goes back to the release that was promoted before. */
    public JobReport rollback() {
        return promote(releases::before, ROLLBACK);
    }

    private JobReport promote(Supplier<String> choice, String by) {
        try (Lease held = hold(home, by, longestSilence)) {
            String name = choice.get();
            Optional<String> before = releases.current();
            if (before.equals(Optional.of(name))) {
                return JobReport.nothingToDo("Release %s is the promoted one already.".formatted(name));
            }
            held.requireHeld();
            releases.promote(name, by);
            return JobReport.done("Release %s is promoted%s."
                    .formatted(
                            name, before.map(old -> ", in the place of " + old).orElse("")));
        }
    }

    /** The right to promote, which one process at a time has. */
    static Lease hold(Folder home, String by, Duration longestSilence) {
        return Lease.take(
                home.folder("holders").folder("releases"), "The right to promote in " + home, by, longestSilence);
    }
}
