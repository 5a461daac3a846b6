package org.unclip.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.UserError;

final class ModelFolderTest {
    private static final StoredLayout LAYOUT = new StoredLayout(List.of(new Tensor("kernel", List.of(2L, 3L), 0)));
    private static final float[] WEIGHTS = {1, -2, 3.5f, Float.MIN_VALUE, 0, -0f};
    private static final Map<String, byte[]> FILES = Map.of("vocabulary.txt", new byte[] {1, 2, 3});

    @TempDir
    private Path disk;

    private Folder folder;

    @BeforeEach
    void open() {
        folder = Folder.at(disk.toString());
    }

    @Test
    void comesBackAsReleased() throws IOException {
        ModelFolder written = ModelFolder.write(folder, card(128), WEIGHTS, FILES);
        ModelFolder read = ModelFolder.open(folder, "prior");

        assertEquals(card(128), read.card());
        assertEquals(written.fingerprint(), read.fingerprint());
        assertArrayEquals(WEIGHTS, read.parameters(LAYOUT));
        assertArrayEquals(FILES.get("vocabulary.txt"), read.file("vocabulary.txt"));
    }

    @Test
    void fingerprintKnowsWeightsConfigurationAndFiles() throws IOException {
        String fingerprint =
                ModelFolder.write(folder, card(128), WEIGHTS, FILES).fingerprint();
        float[] others = WEIGHTS.clone();
        others[5] = 0f;

        assertEquals(64, fingerprint.length());
        assertEquals(
                fingerprint,
                ModelFolder.write(folder, card(128), WEIGHTS, FILES).fingerprint());
        assertNotEquals(
                fingerprint,
                ModelFolder.write(folder, card(129), WEIGHTS, FILES).fingerprint());
        assertNotEquals(
                fingerprint, ModelFolder.write(folder, card(128), others, FILES).fingerprint());
        assertNotEquals(
                fingerprint,
                ModelFolder.write(folder, card(128), WEIGHTS, Map.of()).fingerprint());
    }

    @Test
    void replacesAFormerRelease() throws IOException {
        ModelFolder.write(folder, card(128), WEIGHTS, FILES);
        float[] others = {6, 5, 4, 3, 2, 1};
        ModelFolder.write(folder, card(128), others, Map.of());

        assertArrayEquals(others, ModelFolder.open(folder, "prior").parameters(LAYOUT));
        assertEquals(2, folder.names().size());
    }

    @Test
    void saysWhatIsMissingOrAnother() throws IOException {
        assertRefused("%s/model.json is missing: .*", () -> ModelFolder.open(folder, "prior"));
        ModelFolder.write(folder, card(128), WEIGHTS, FILES);
        assertRefused("%s/model.json is \"prior\", but must be clip: .*", () -> ModelFolder.open(folder, "clip"));
        StoredLayout other = new StoredLayout(List.of(new Tensor("kernel", List.of(3L, 2L), 0)));
        assertRefused(
                "%s was written with parameter 0 kernel \\[2, 3\\], but this model has parameter 0 kernel \\[3, 2\\]: .*",
                () -> ModelFolder.open(folder, "prior").parameters(other));
    }

    @Test
    void otherSchemaVersionIsRefusedWithBoth() throws IOException {
        ModelFolder.write(folder, card(128), WEIGHTS, FILES);
        Path json = disk.resolve("model.json");
        Files.writeString(json, Files.readString(json).replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 2"));

        assertRefused(
                "%s/model.json has schema version 2, but this Unclip reads version 1: .*",
                () -> ModelFolder.open(folder, "prior"));
    }

    @Test
    void damageIsFound() throws IOException {
        ModelFolder model = ModelFolder.write(folder, card(128), WEIGHTS, FILES);
        Path content = disk.resolve(model.fingerprint().substring(0, 16));
        Files.write(content.resolve("weights.bin"), new byte[WEIGHTS.length * Float.BYTES]);
        Files.write(content.resolve("vocabulary.txt"), new byte[] {1, 2, 4});

        assertRefused("%s/.*/weights.bin is damaged .*", () -> model.parameters(LAYOUT));
        assertRefused("%s/.*/vocabulary.txt is damaged .*", () -> model.file("vocabulary.txt"));
        Files.delete(content.resolve("weights.bin"));
        assertRefused("%s/.*/weights.bin is missing: .*", () -> model.parameters(LAYOUT));
        Files.writeString(disk.resolve("model.json"), "hello");
        assertRefused("%s/model.json is damaged .*", () -> ModelFolder.open(folder, "prior"));
    }

    private void assertRefused(String pattern, Runnable action) {
        String message = assertThrows(UserError.class, action::run).getMessage();
        assertTrue(message.matches(pattern.formatted(Pattern.quote(disk.toString()))), message);
    }

    private static ModelCard card(int width) throws IOException {
        return new ModelCard(
                "prior",
                new ObjectMapper().readTree("{\"width\": %d, \"rate\": 0.1}".formatted(width)),
                LAYOUT,
                "c1",
                226,
                Map.of("validationLoss", 0.25));
    }
}
