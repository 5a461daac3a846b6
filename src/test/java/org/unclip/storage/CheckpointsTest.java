package org.unclip.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unclip.config.UserError;
import org.unclip.random.KeyedRandom;

final class CheckpointsTest {
    private static final int SIZE = 200_000;
    private static final Map<String, Long> TABLES = Map.of("pairs", 3L, "embeddings", 4L);
    private static final StoredLayout LAYOUT = layout("kernel", 500);
    private static final RunIdentity RUN = run(LAYOUT, 7, "abc");
    private static final List<Long> CURSORS = List.of(40L, 40L);

    @TempDir
    private Path disk;

    private Checkpoints checkpoints;

    @BeforeEach
    void open() {
        checkpoints = new Checkpoints(Folder.at(disk.toString()));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,3", "3,1", "3,2", "2,4"})
    void readsInAnySlicesWhatWasWrittenInAnySlices(int written, int read) {
        Slice whole = values();
        write(10, written, null);

        for (int i = 0; i < read; i++) {
            int from = SIZE * i / read;
            int to = SIZE * (i + 1) / read;
            Slice slice = empty(from, to - from);
            checkpoints.latest().orElseThrow().read(slice);
            for (int v = 0; v < Slice.VECTORS; v++) {
                assertArrayEquals(
                        Arrays.copyOfRange(whole.vectors().get(v), from, to),
                        slice.vectors().get(v));
            }
        }
    }

    @Test
    void floatsLieRawAndLittleEndian() throws IOException {
        write(1, 1, null);
        byte[] bytes = Files.readAllBytes(file(1, "slice-00000-one.bin"));
        int third = 2 * SIZE * Float.BYTES; // the second moment's first element

        assertEquals(Slice.VECTORS * SIZE * Float.BYTES, bytes.length);
        int bits = bytes[third] & 255
                | (bytes[third + 1] & 255) << 8
                | (bytes[third + 2] & 255) << 16
                | bytes[third + 3] << 24;
        assertEquals(values().vectors().get(2)[0], Float.intBitsToFloat(bits));
    }

    @Test
    void manifestComesBackAsWritten() {
        CheckpointManifest written = write(10, 2, 0.5);

        assertEquals(written, checkpoints.latest().orElseThrow().manifest());
    }

    @Test
    void folderWithoutManifestDoesNotCount() throws IOException {
        write(10, 1, null);
        write(20, 1, null);
        Files.delete(file(20, "manifest.json"));

        assertEquals(10, checkpoints.latest().orElseThrow().manifest().step());
    }

    @Test
    void commitClearsAwayWhatAKilledWriterLeft() throws IOException {
        Files.createDirectories(file(10, ""));
        Files.writeString(file(10, ".slice-00000-one.bin.4711.part"), "half");
        write(10, 1, null);

        assertEquals(
                List.of("manifest.json", "slice-00000-one.bin"),
                Folder.at(file(10, "").toString()).names());
    }

    @Test
    void noCheckpointAtAllIsEmpty() {
        assertTrue(checkpoints.latest().isEmpty());
        checkpoints.retain(2);
    }

    @Test
    void keepsTheLastAndTheBest() throws IOException {
        write(10, 1, 0.9);
        write(20, 1, 0.3);
        write(30, 1, 0.5);
        write(40, 1, null);
        Files.delete(file(30, "manifest.json"));
        write(50, 1, 0.4);

        checkpoints.retain(2);

        assertEquals(
                List.of("step-000000020", "step-000000040", "step-000000050"),
                Folder.at(disk.toString()).names());
        assertEquals(20, checkpoints.best().orElseThrow().manifest().step());
    }

    @Test
    void flippedByteIsFound() throws IOException {
        write(10, 1, null);
        Path slice = file(10, "slice-00000-one.bin");
        byte[] bytes = Files.readAllBytes(slice);
        bytes[1234567] ^= 4;
        Files.write(slice, bytes);

        assertMatches(
                "%s is damaged \\(its CRC32C is [0-9a-f]{8}, its manifest says [0-9a-f]{8}\\): restore it, .*", slice);
    }

    @Test
    void truncatedAndLengthenedSlicesAreFound() throws IOException {
        write(10, 1, null);
        Path slice = file(10, "slice-00000-one.bin");
        byte[] bytes = Files.readAllBytes(slice);
        Files.write(slice, Arrays.copyOf(bytes, bytes.length - 1));
        assertMatches("%s is damaged \\(it ends too early\\): .*", slice);

        Files.write(slice, Arrays.copyOf(bytes, bytes.length + 1));
        assertMatches("%s is damaged \\(it is longer than its manifest says\\): .*", slice);

        Files.delete(slice);
        assertMatches("%s is missing: .*", slice);
    }

    @Test
    void manifestThatIsNoJsonIsFound() throws IOException {
        write(10, 1, null);
        Files.writeString(file(10, "manifest.json"), "{\"schemaVersion\": 2, ");

        assertMatches("%s is damaged \\(.*\\): restore it, .*", file(10, "manifest.json"));
    }

    @Test
    void otherSchemaVersionIsRefusedWithBoth() throws IOException {
        write(10, 1, null);
        Path manifest = file(10, "manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest).replace("\"schemaVersion\" : 2", "\"schemaVersion\" : 9, \"more\" : 1"));

        assertMatches("%s has schema version 9, but this Unclip reads version 2: use the Unclip .*", manifest);
    }

    @Test
    void anotherRunIsRefusedWithBothValues() {
        write(10, 1, null);

        assertRefused("run.seed 7, but this run has 8", run(LAYOUT, 8, "abc"), CURSORS);
        assertRefused(
                "objective {scale=WHITENED}, but this run has {scale=SQRT_DIM}",
                new RunIdentity("prior", LAYOUT, 2, 7, Map.of("scale", "SQRT_DIM"), "abc", "", TABLES),
                CURSORS);
        assertRefused("CLIP fingerprint abc, but this run has abd", run(LAYOUT, 7, "abd"), CURSORS);
        assertRefused(
                "parameter 1 kernel [500, 399], but this model has parameter 1 weight [500, 399]",
                run(layout("weight", 500), 7, "abc"),
                CURSORS);
        assertRefused(
                "parameter 1 kernel [500, 399], but this model has parameter 1 kernel [501, 399]",
                run(layout("kernel", 501), 7, "abc"),
                CURSORS);
        assertRefused(
                "40 examples done in stream 0, but training.batchSize of this run makes that 80",
                RUN,
                List.of(80L, 80L));
        checkpoints.latest().orElseThrow().requireSame(RUN, CURSORS);
    }

    private void assertRefused(String difference, RunIdentity run, List<Long> cursors) {
        UserError error = assertThrows(
                UserError.class, () -> checkpoints.latest().orElseThrow().requireSame(run, cursors));
        assertEquals(
                "Checkpoint %s/step-000000010 was written with %s: restore that, or begin anew in another run.dir."
                        .formatted(disk, difference),
                error.getMessage());
    }

    private void assertMatches(String pattern, Path file) {
        String message = assertThrows(
                        UserError.class,
                        () -> checkpoints.latest().orElseThrow().read(empty(0, SIZE)))
                .getMessage();
        assertTrue(message.matches(pattern.formatted(file)), message);
    }

    private CheckpointManifest write(long step, int slices, Double validationLoss) {
        List<SliceFile> files = new ArrayList<>();
        for (int i = 0; i < slices; i++) {
            int from = SIZE * i / slices;
            int to = SIZE * (i + 1) / slices;
            List<float[]> parts = values().vectors().stream()
                    .map(vector -> Arrays.copyOfRange(vector, from, to))
                    .toList();
            files.add(checkpoints.writeSlice(step, i, "one", new Slice(from, parts)));
        }
        CheckpointManifest manifest = new CheckpointManifest(
                CheckpointManifest.SCHEMA_VERSION, RUN, step, CURSORS, validationLoss, "d1", "exact", files);
        checkpoints.commit(manifest);
        return manifest;
    }

    private Path file(long step, String name) {
        return disk.resolve("step-%09d".formatted(step)).resolve(name);
    }

    private static Slice values() {
        return new Slice(
                0,
                IntStream.range(0, Slice.VECTORS)
                        .mapToObj(v -> {
                            float[] vector = new float[SIZE];
                            KeyedRandom.of(1, "vector", v).fillGaussian(vector);
                            return vector;
                        })
                        .toList());
    }

    private static Slice empty(long from, int length) {
        return new Slice(
                from,
                IntStream.range(0, Slice.VECTORS)
                        .mapToObj(v -> new float[length])
                        .toList());
    }

    private static StoredLayout layout(String name, long rows) {
        return new StoredLayout(
                List.of(new Tensor("bias", List.of(500L), 0), new Tensor(name, List.of(rows, 399L), 500)));
    }

    private static RunIdentity run(StoredLayout layout, long seed, String clip) {
        return new RunIdentity("prior", layout, 2, seed, Map.of("scale", "WHITENED"), clip, "", TABLES);
    }
}
