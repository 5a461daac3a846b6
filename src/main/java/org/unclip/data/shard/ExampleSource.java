package org.unclip.data.shard;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.unclip.data.table.EmbeddingsTable;
import org.unclip.data.table.PairsTable;
import org.unclip.data.table.RejectedTable;

/**
 * The tables that examples are made of, each at a pinned version.
 *
 * @param embedded what a CLIP says of the pairs, if that is asked for
 * @param tokens what gives token ids when there is no CLIP yet
 */
public record ExampleSource(
        PairsTable pairs, long pairsVersion, Optional<Embedded> embedded, Optional<CaptionTokens> tokens) {

    /**
     * The embeddings of one CLIP.
     *
     * @param clip its fingerprint
     * @param rejected names pairs that could not be embedded
     */
    public record Embedded(EmbeddingsTable table, long version, String clip, RejectedTable rejected) {}

    /** Pictures and token ids, as CLIP itself is trained on, from the newest version. */
    public static ExampleSource ofPairs(PairsTable pairs, CaptionTokens tokens) {
        return new ExampleSource(pairs, pairs.version(), Optional.empty(), Optional.of(tokens));
    }

    /**
     * Pairs with their embeddings by the CLIP of this fingerprint, from the newest versions.
     *
     * @param rejected names pairs that could not be embedded
     */
    public static ExampleSource ofEmbeddings(
            PairsTable pairs, EmbeddingsTable embeddings, String clip, RejectedTable rejected) {
        Embedded embedded = new Embedded(embeddings, embeddings.version(), clip, rejected);
        return new ExampleSource(pairs, pairs.version(), Optional.of(embedded), Optional.empty());
    }

    /** Versions by table name, as checkpoints pin them. */
    public Map<String, Long> tableVersions() {
        Map<String, Long> versions = new TreeMap<>(Map.of("pairs", pairsVersion));
        embedded.ifPresent(table -> versions.put("embeddings", table.version()));
        return versions;
    }

    /** Fingerprint of whatever gave the token ids and embeddings. */
    String textFingerprint() {
        return embedded.map(Embedded::clip)
                .or(() -> tokens.map(CaptionTokens::fingerprint))
                .orElse("");
    }
}
