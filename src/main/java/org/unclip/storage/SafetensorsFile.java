package org.unclip.storage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;
import org.unclip.config.UserError;

/**
 * A file of named tensors in the safetensors format, read as floats.
 *
 * <p>Eight bytes with the header's length, the header in JSON (type, shape and place of each tensor), then their values
 * one behind the other. The header is checked when the file is opened; values are read from beginning to end, a tensor at
 * a time, so that memory need hold the largest one alone. Immutable.
 */
public final class SafetensorsFile {
    private static final long MAX_HEADER_BYTES = 100_000_000; // the format's own limit
    private static final int CHUNK_BYTES = 1 << 20;
    private static final String METADATA = "__metadata__";
    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /**
     * One tensor.
     *
     * @param begin its first byte, counted from the end of the header
     */
    public record Entry(String name, NumberType type, List<Long> shape, long begin) {
        public Entry {
            shape = List.copyOf(shape);
        }

        /** Number of values. */
        public int length() {
            return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
        }

        long end() {
            return begin + (long) length() * type.size();
        }
    }

    private final Folder folder;
    private final String name;
    private final long headerBytes;
    private final List<Entry> entries;

    private SafetensorsFile(Folder folder, String name, long headerBytes, List<Entry> entries) {
        this.folder = folder;
        this.name = name;
        this.headerBytes = headerBytes;
        this.entries = List.copyOf(entries);
    }

    /**
     * Opens a file by its header.
     *
     * @throws UserError if it is missing or no such file, or has numbers of a type that is not read
     */
    public static SafetensorsFile open(Folder folder, String name) {
        try (InputStream in = folder.open(name)) {
            byte[] length = in.readNBytes(Long.BYTES);
            long bytes = length.length < Long.BYTES
                    ? -1
                    : ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (bytes < 0 || bytes > MAX_HEADER_BYTES) {
                throw StorageFault.damaged(folder.path(name), "it does not begin with a safetensors header");
            }
            byte[] header = in.readNBytes((int) bytes);
            return new SafetensorsFile(folder, name, bytes, new Header(folder, name).entries(header));
        } catch (IOException e) {
            throw StorageFault.reading(folder.path(name), e);
        }
    }

    /** All tensors in the order of their values. */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * Reads all values.
     *
     * @param reader is given each tensor with its values in c-order
     * @throws UserError if the file ends before or goes on after its last tensor
     */
    public void read(BiConsumer<Entry, float[]> reader) {
        try (InputStream in = folder.open(name)) {
            in.skipNBytes(Long.BYTES + headerBytes);
            for (Entry entry : entries) {
                reader.accept(entry, values(in, entry));
            }
            if (in.read() >= 0) {
                throw StorageFault.damaged(folder.path(name), "it is longer than its header says");
            }
        } catch (EOFException e) {
            throw StorageFault.damaged(folder.path(name), "it ends too early");
        } catch (IOException e) {
            throw StorageFault.reading(folder.path(name), e);
        }
    }

    @Override
    public String toString() {
        return StorageFault.shown(folder.path(name));
    }

    private static float[] values(InputStream in, Entry entry) throws IOException {
        float[] values = new float[entry.length()];
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int size = entry.type().size();
        for (int at = 0; at < values.length; at += CHUNK_BYTES / size) {
            int count = Math.min(CHUNK_BYTES / size, values.length - at);
            if (in.readNBytes(chunk.array(), 0, count * size) < count * size) {
                throw new EOFException();
            }
            for (int i = 0; i < count; i++) {
                values[at + i] = entry.type().at(chunk, i * size);
            }
        }
        return values;
    }

    /** Reads the JSON in front of a file's values. */
    private record Header(Folder folder, String name) {

        List<Entry> entries(byte[] json) {
            List<Entry> entries = new ArrayList<>();
            try {
                JSON.readTree(json).fields().forEachRemaining(field -> {
                    if (!field.getKey().equals(METADATA)) {
                        entries.add(entry(field.getKey(), field.getValue()));
                    }
                });
            } catch (JsonProcessingException e) {
                throw damaged("its header is no JSON, or names a tensor twice");
            } catch (IOException e) {
                throw new IllegalStateException("bytes in memory are always readable", e);
            }
            entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
            long end = 0;
            for (Entry entry : entries) {
                if (entry.begin() != end) {
                    throw damaged("its tensor " + entry.name() + " does not begin where the one before it ends");
                }
                end = entry.end();
            }
            return entries;
        }

        private Entry entry(String tensor, JsonNode described) {
            Entry entry;
            try {
                List<Long> shape = StreamSupport.stream(described.path("shape").spliterator(), false)
                        .map(JsonNode::longValue)
                        .toList();
                long begin = described.path("data_offsets").path(0).asLong(-1);
                entry = new Entry(tensor, type(tensor, described.path("dtype").asText()), shape, begin);
                if (described.path("data_offsets").path(1).asLong(-1) == entry.end()) {
                    return entry;
                }
            } catch (ArithmeticException e) {
                throw damaged("its tensor " + tensor + " has too many values");
            }
            throw damaged("its tensor " + tensor + " has not as many bytes as its shape asks for");
        }

        private NumberType type(String tensor, String type) {
            return Arrays.stream(NumberType.values())
                    .filter(known -> known.name().equals(type))
                    .findFirst()
                    .orElseThrow(() -> UserError.of(
                            "the type of " + tensor + " in " + StorageFault.shown(folder.path(name)),
                            type,
                            "F32, F16, BF16 or I64",
                            "convert the file to one of them"));
        }

        private UserError damaged(String how) {
            return StorageFault.damaged(folder.path(name), how);
        }
    }
}
