package org.unclip.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.UserError;

class SafetensorsFileTest {
    private static final String FILE = "model.safetensors";
    private static final float[] NUMBERS = {0, -1.5f, 3, 0x1p-14f, 96};

    @TempDir
    Path folder;

    @Test
    void numbersOfEveryTypeComeBack() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        for (NumberType type : NumberType.values()) {
            float[] numbers = type == NumberType.I64 ? new float[] {7, -2, 1 << 24} : NUMBERS;
            writer.add(type.name(), type, numbers, numbers.length);
        }
        Map<String, float[]> tensors = read(writer.bytes());
        assertArrayEquals(NUMBERS, tensors.get("F32"));
        assertArrayEquals(NUMBERS, tensors.get("F16"));
        assertArrayEquals(NUMBERS, tensors.get("BF16"));
        assertArrayEquals(new float[] {7, -2, 1 << 24}, tensors.get("I64"));
    }

    @Test
    void aTensorLargerThanAChunkComesBackWhole() throws IOException {
        float[] large = new float[1_000_003];
        for (int i = 0; i < large.length; i++) {
            large[i] = i;
        }
        byte[] file = new SafetensorsWriter()
                .add("scalar", NumberType.F32, new float[] {5})
                .add("large", NumberType.F32, large, large.length)
                .bytes();
        Map<String, float[]> tensors = read(file);
        assertArrayEquals(large, tensors.get("large"));
        assertArrayEquals(new float[] {5}, tensors.get("scalar"));
        assertEquals(
                List.of(),
                SafetensorsFile.open(at(folder), FILE).entries().get(0).shape());
    }

    @Test
    void aFileCutAnywhereIsDamaged() throws IOException {
        byte[] whole =
                new SafetensorsWriter().add("a", NumberType.F32, NUMBERS, 5).bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            String message = assertThrows(UserError.class, () -> read(part)).getMessage();
            assertEquals(folder + "/" + FILE + " is damaged", message.substring(0, message.indexOf(" (")));
        }
    }

    @Test
    void bytesBehindTheLastTensorAreDamage() throws IOException {
        byte[] whole =
                new SafetensorsWriter().add("a", NumberType.F32, NUMBERS, 5).bytes();
        assertDamaged("it is longer than its header says", Arrays.copyOf(whole, whole.length + 1));
    }

    @Test
    void aShapeThatDoesNotFitItsBytesIsDamage() throws IOException {
        byte[] file = new SafetensorsWriter().addRaw("a", "F32", new byte[8], 3).bytes();
        assertDamaged("its tensor a has not as many bytes as its shape asks for", file);
        byte[] huge = new SafetensorsWriter()
                .addRaw("a", "F32", new byte[8], 1L << 40, 1L << 40)
                .bytes();
        assertDamaged("its tensor a has too many values", huge);
    }

    @Test
    void whatIsNoSuchFileIsRefused() {
        byte[] page = "<!DOCTYPE html><title>401</title>".getBytes(StandardCharsets.UTF_8);
        assertDamaged("it does not begin with a safetensors header", page);
    }

    @Test
    void anUnknownTypeIsNamed() throws IOException {
        byte[] file = new SafetensorsWriter().addRaw("a", "F64", new byte[8], 1).bytes();
        assertEquals(
                "the type of a in %s/%s is \"F64\", but must be F32, F16, BF16 or I64: convert the file to one of them."
                        .formatted(folder, FILE),
                assertThrows(UserError.class, () -> read(file)).getMessage());
    }

    private void assertDamaged(String how, byte[] file) {
        assertEquals(
                "%s/%s is damaged (%s): restore it, or delete the folder it lies in.".formatted(folder, FILE, how),
                assertThrows(UserError.class, () -> read(file)).getMessage());
    }

    private Map<String, float[]> read(byte[] bytes) throws IOException {
        Files.write(folder.resolve(FILE), bytes);
        Map<String, float[]> tensors = new HashMap<>();
        SafetensorsFile.open(at(folder), FILE).read((entry, values) -> tensors.put(entry.name(), values));
        return tensors;
    }

    private static Folder at(Path folder) {
        return Folder.at(folder.toString());
    }
}
