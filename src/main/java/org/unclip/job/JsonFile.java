package org.unclip.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.unclip.config.UserError;
import org.unclip.storage.Folder;

/**
 * What a run notes about itself, as JSON.
 *
 * @param folder that the file lies in
 */
record JsonFile(Folder folder, String name) {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Writes records, texts, numbers, or lists and maps of them. */
    void write(Object value) {
        try {
            byte[] json = MAPPER.writeValueAsBytes(value);
            folder.write(name, out -> out.write(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What it holds; empty if it is not there.
     *
     * @throws UserError if it holds something else
     */
    <T> Optional<T> read(TypeReference<T> type) {
        if (!folder.has(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readValue(folder.read(name), type));
        } catch (JsonProcessingException e) {
            throw UserError.fatal(
                    "%s is damaged: %s. Move it away, and start the job again that wrote it."
                            .formatted(folder.path(name), e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
    }
}
