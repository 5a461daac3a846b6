package org.unclip.job;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.unclip.storage.Folder;

/**
 * A round of retraining, kept as {@code round.json} in its folder, so that a start after a crash goes on with the same
 * data and the same release whatever has happened to both meanwhile.
 *
 * @param base name of the release that it goes on from, or {@code null} in the first round
 * @param tableVersions by table, as far as the round has come
 * @param newPairs pairs that the release was not trained on
 * @param exitCode that it ended with, or {@code null} while it is unfinished
 * @param summary how it ended, or {@code null}
 * @param metrics the figures that its gates judged, by name
 */
record Round(
        int schemaVersion,
        String base,
        Map<String, Long> tableVersions,
        Long newPairs,
        Integer exitCode,
        String summary,
        Map<String, Double> metrics) {
    private static final int SCHEMA_VERSION = 1;
    private static final String FILE = "round.json";

    /**
     * What trainings rest on.
     *
     * @param models folder of the release whose weights they begin with, if any
     * @param tableVersions that they read; of other tables the newest
     */
    record Basis(Optional<RunFolder.Models> models, Map<String, Long> tableVersions) {
        /** Weights at random, tables at their newest versions. */
        static final Basis NONE = new Basis(Optional.empty(), Map.of());

        Optional<Long> versionOf(String table) {
            return Optional.ofNullable(tableVersions.get(table));
        }
    }

    /** One that begins. */
    static Round from(Optional<String> base) {
        return new Round(SCHEMA_VERSION, base.orElse(null), Map.of(), null, null, null, Map.of());
    }

    /** The one that a former start left. */
    static Optional<Round> read(Folder folder) {
        return new JsonFile(folder, FILE).read(new TypeReference<Round>() {});
    }

    /** Keeps it. */
    Round write(Folder folder) {
        new JsonFile(folder, FILE).write(this);
        return this;
    }

    Round with(String table, long version) {
        Map<String, Long> versions = new TreeMap<>(tableVersions);
        versions.put(table, version);
        return new Round(schemaVersion, base, versions, newPairs, exitCode, summary, metrics);
    }

    Round withNewPairs(long count) {
        return new Round(schemaVersion, base, tableVersions, count, exitCode, summary, metrics);
    }

    Round ended(JobReport report) {
        return new Round(
                schemaVersion,
                base,
                tableVersions,
                newPairs,
                report.exitCode().number(),
                report.summary(),
                report.metrics());
    }
}
