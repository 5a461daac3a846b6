package org.unclip.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.unclip.data.picture.PngEncoder;
import org.unclip.storage.Folder;

/**
 * Writes drawn pictures to a folder: {@code 00012-3.png} is sample 3 of prompt 12, and {@code index.jsonl}, written
 * last, has a line a picture.
 */
public final class DrawWriter {

    /** A line of the index. */
    private record Line(String prompt, int sample, long seed, String file, double similarity) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Folder folder;
    private final long seed;

    public DrawWriter(Folder folder, long seed) {
        this.folder = folder;
        this.seed = seed;
    }

    /** Writes one picture; may be called from several threads. */
    public void picture(int promptIndex, Drawing drawing) {
        byte[] png = PngEncoder.encode(drawing.picture());
        folder.write(file(promptIndex, drawing), out -> out.write(png));
    }

    /** Writes the index of all pictures: a list of samples for each prompt. */
    public void index(List<List<Drawing>> drawings) {
        StringBuilder lines = new StringBuilder();
        for (int prompt = 0; prompt < drawings.size(); prompt++) {
            for (Drawing drawing : drawings.get(prompt)) {
                lines.append(line(prompt, drawing)).append('\n');
            }
        }
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        folder.write("index.jsonl", out -> out.write(bytes));
    }

    private String line(int promptIndex, Drawing drawing) {
        DrawRequest request = drawing.request();
        Line line =
                new Line(request.prompt(), request.sample(), seed, file(promptIndex, drawing), drawing.similarity());
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a record of texts and numbers
        }
    }

    private static String file(int promptIndex, Drawing drawing) {
        return "%05d-%d.png".formatted(promptIndex, drawing.request().sample());
    }
}
