package org.unclip.data.shard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.unclip.storage.Folder;

/**
 * What makes a folder of shards complete: written last, as {@code manifest.json}.
 *
 * @param identity of the examples and their order
 * @param streams one shard for each micro-batch stream
 * @param validation examples that no stream delivers; may be none
 */
public record ShardManifest(Identity identity, List<Shard> streams, Shard validation) implements Serializable {
    private static final String NAME = "manifest.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * All that decides the bytes of the shards.
     *
     * @param format of the records, {@link #FORMAT}
     * @param textFingerprint of the CLIP or tokenizer
     */
    public record Identity(
            int format,
            ExampleSpec spec,
            int streams,
            long seed,
            Map<String, Long> tableVersions,
            String textFingerprint)
            implements Serializable {
        static final int FORMAT = 1;

        public Identity {
            tableVersions = new TreeMap<>(tableVersions);
        }
    }

    /**
     * One file of records.
     *
     * @param examples number of records
     */
    public record Shard(String file, int examples) implements Serializable {}

    public ShardManifest {
        streams = List.copyOf(streams);
    }

    /** The manifest of a folder, if its shards are complete and of a format that this version knows. */
    public static Optional<ShardManifest> read(Folder folder) {
        if (!folder.has(NAME)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(folder.read(NAME), ShardManifest.class));
        } catch (IOException e) {
            return Optional.empty(); // of another version: to be written anew
        }
    }

    /** All examples that the streams deliver in an epoch. */
    public long trainingExamples() {
        return streams.stream().mapToLong(Shard::examples).sum();
    }

    void write(Folder folder) {
        try {
            byte[] json = JSON.writeValueAsBytes(this);
            folder.write(NAME, out -> out.write(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static void delete(Folder folder) {
        folder.delete(NAME);
    }
}
