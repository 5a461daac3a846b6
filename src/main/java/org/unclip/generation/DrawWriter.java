package org.unclip.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.unclip.data.picture.PngEncoder;
import org.unclip.storage.Folder;

/**
 * Writes drawn pictures to a folder: {@code 00012-3.png} is sample 3 of prompt 12, and {@code index.jsonl}, written
 * last, has a line a picture. Requests must stand prompt by prompt, as many samples each. For any thread.
 */
public final class DrawWriter implements Studio.Visitor {

    /** A line of the index. */
    private record Line(String prompt, int sample, long seed, String file, double similarity) {}

    private static final String INDEX = "index.jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Folder folder;
    private final long seed;
    private final int samples;
    private final AtomicReferenceArray<Line> lines;

    /**
     * @param samples pictures a prompt
     * @param requests pictures in all
     */
    public DrawWriter(Folder folder, long seed, int samples, int requests) {
        this.folder = folder;
        this.seed = seed;
        this.samples = samples;
        this.lines = new AtomicReferenceArray<>(requests);
    }

    /** Name of the file of a prompt's sample, both from 0. */
    public static String file(int prompt, int sample) {
        return "%05d-%d.png".formatted(prompt, sample);
    }

    /** Takes away the index of an earlier drawing; call it first, so that an index always has all of its pictures. */
    public void deleteIndex() {
        folder.delete(INDEX);
    }

    @Override
    public void drawn(int index, Drawing drawing) {
        DrawRequest request = drawing.request();
        String file = file(index / samples, request.sample());
        byte[] png = PngEncoder.encode(drawing.picture());
        folder.write(file, out -> out.write(png));
        lines.set(index, new Line(request.prompt(), request.sample(), seed, file, drawing.similarity()));
    }

    /** Writes the index; call it when all pictures are drawn. */
    public void writeIndex() {
        String index = IntStream.range(0, lines.length())
                .mapToObj(i -> json(lines.get(i)) + "\n")
                .collect(Collectors.joining());
        byte[] bytes = index.getBytes(StandardCharsets.UTF_8);
        folder.write(INDEX, out -> out.write(bytes));
    }

    private static String json(Line line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a record of texts and numbers
        }
    }
}
