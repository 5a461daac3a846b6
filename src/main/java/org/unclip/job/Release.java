package org.unclip.job;

import java.util.List;
import java.util.Map;
import org.unclip.report.Metric;

/**
 * What a release says of itself, in {@code release.json}: the data, code, configuration and figures that made it.
 *
 * @param name of the release, the id of its round
 * @param made an instant of ISO 8601
 * @param base release that it was trained on from, or {@code null}
 * @param tableVersions that it was trained on
 * @param pairs how many pairs the table had
 * @param newPairs those of them that the base was not trained on
 * @param version of the code
 * @param commit of the code
 * @param seed of everything random
 * @param fingerprints of CLIP, prior and stages
 * @param configuration every setting that is not the default's, by path; secrets masked
 * @param metrics measured on held-out data
 * @param gates what came of each gate
 * @param accepted whether all gates passed
 */
public record Release(
        int schemaVersion,
        String name,
        String made,
        String base,
        Map<String, Long> tableVersions,
        long pairs,
        long newPairs,
        String version,
        String commit,
        long seed,
        List<String> fingerprints,
        Map<String, String> configuration,
        List<Metric> metrics,
        List<Gate.Result> gates,
        boolean accepted) {
    static final int SCHEMA_VERSION = 1;
}
