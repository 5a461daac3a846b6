package org.unclip.storage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes safetensors files for tests. */
public final class SafetensorsWriter {
    private final ObjectNode header = new ObjectMapper().createObjectNode();
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();

    /** Adds a tensor; all behind the sixteenth bit of a float is cut off for BF16. */
    public SafetensorsWriter add(String name, NumberType type, float[] tensor, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(tensor.length * type.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : tensor) {
            switch (type) {
                case F32 -> bytes.putFloat(value);
                case F16 -> bytes.putShort(HalfFloats.toHalf(value));
                case BF16 -> bytes.putShort((short) (Float.floatToRawIntBits(value) >>> 16));
                case I64 -> bytes.putLong((long) value);
            }
        }
        return addRaw(name, type.name(), bytes.array(), shape);
    }

    /** Adds a tensor of any type and any bytes. */
    public SafetensorsWriter addRaw(String name, String type, byte[] bytes, long... shape) {
        ObjectNode entry = header.putObject(name).put("dtype", type);
        entry.set(
                "shape",
                new ObjectMapper().valueToTree(Arrays.stream(shape).boxed().toList()));
        entry.putArray("data_offsets").add(values.size()).add(values.size() + bytes.length);
        values.writeBytes(bytes);
        return this;
    }

    /** The whole file. */
    public byte[] bytes() throws IOException {
        byte[] json = new ObjectMapper().writeValueAsBytes(header);
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(length.putLong(json.length).array());
        file.writeBytes(json);
        file.writeBytes(values.toByteArray());
        return file.toByteArray();
    }

    /** Writes the whole file. */
    public void write(Path file) throws IOException {
        Files.write(file, bytes());
    }
}
