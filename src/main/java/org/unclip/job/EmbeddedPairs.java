package org.unclip.job;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.unclip.data.table.EmbeddingsTable;
import org.unclip.data.table.PairsTable;

/**
 * The tables of a run with one CLIP's embeddings, each at the version it had when they were opened.
 *
 * @param clip fingerprint
 * @param embeddings of that CLIP
 * @param versions by table
 */
record EmbeddedPairs(Dataset<Row> pairs, String clip, Dataset<Row> embeddings, Map<String, Long> versions) {

    /** Opens both; throws as {@link EmbeddingsRequest#clipAmong}. */
    static EmbeddedPairs open(Run run, EmbeddingsRequest asked) {
        PairsTable pairs = run.pairs();
        EmbeddingsTable embeddings = run.embeddings();
        Map<String, Long> versions = Map.of("pairs", pairs.version(), "embeddings", embeddings.version());
        long version = versions.get("embeddings");
        String clip = asked.clipAmong(embeddings.clips(version), run.table("embeddings"));
        return new EmbeddedPairs(pairs.rows(versions.get("pairs")), clip, embeddings.rows(clip, version), versions);
    }
}
