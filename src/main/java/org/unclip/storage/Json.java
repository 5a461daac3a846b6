package org.unclip.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import org.unclip.config.UserError;

/** Records as JSON files that carry a {@code schemaVersion}. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private Json() {}

    static void write(Folder folder, String name, Object value) {
        byte[] json = bytes(value);
        folder.write(name, out -> out.write(json));
    }

    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads a record, or says which schema version the file has, or how it is damaged. */
    static <T> T read(Folder folder, String name, int schemaVersion, Class<T> type) {
        byte[] bytes = folder.read(name);
        try {
            JsonNode tree = MAPPER.readTree(bytes);
            int found = tree.path("schemaVersion").asInt(-1);
            if (found >= 0 && found != schemaVersion) {
                throw UserError.fatal(("%s/%s has schema version %d, but this Unclip reads version %d: use the Unclip"
                                + " that wrote it, or train again into another run.dir.")
                        .formatted(folder, name, found, schemaVersion));
            }
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw StorageFault.damaged(
                    folder.path(name),
                    e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw StorageFault.reading(folder.path(name), e);
        }
    }
}
