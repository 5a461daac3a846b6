package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.UserError;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureDecoder;
import org.unclip.data.picture.PictureGrid;
import org.unclip.data.picture.PngEncoder;
import org.unclip.data.picture.UnreadablePictureException;
import org.unclip.storage.Folder;

final class ReportJobTest {
    private static final String LINE =
            "{\"job\":\"clip\",\"step\":%d,\"loss\":2.5,\"learningRate\":0.001,\"examplesPerSecond\":9,\"seconds\":75}\n";

    @TempDir
    private Path directory;

    @Test
    void aRunAtWorkIsToldAsFarAsItIs() throws IOException {
        // The last line is being written just now.
        write("metrics/clip.jsonl", LINE.formatted(10) + LINE.formatted(20) + "{\"job\":\"cl");

        String page = report();

        assertTrue(page.contains("Not finished. Last at work: clip."), page);
        assertTrue(page.contains("Not finished: step 20 after 1 min 15 s."), page);
        assertTrue(page.contains("No stage has drawn samples yet"), page);
    }

    @Test
    void evaluationIsShownBeforeTheModelsOwnMeasures() throws IOException {
        write("metrics.json", "{\"unet-base\":{\"validationLoss\":0.5}}");
        write("evaluation/metrics.json", """
                [{"group":"Alignment","key":"a","name":"Right colour","value":0.75,"low":0.5,"high":0.875,
                  "better":"HIGHER","meaning":"Share of pictures.","cannotTell":"Beauty."}]
                """);
        write("evaluation/pictures.json", "[{\"file\":\"b.png\",\"title\":\"Nearest\",\"meaning\":\"Side by side.\"}]");
        png("evaluation/a.png", 1);
        png("evaluation/b.png", 1);

        String page = report();

        assertTrue(page.indexOf("<h3>Alignment") < page.indexOf("<h3>Model unet-base"), page);
        assertTrue(page.contains("Cannot tell: Beauty."), page);
        assertTrue(page.indexOf("<strong>Nearest") < page.indexOf("<strong>a.png"), page);
    }

    @Test
    void aDamagedNoteIsNamed() throws IOException {
        write("evaluation/metrics.json", "[{]");

        UserError error = assertThrows(UserError.class, this::report);

        assertTrue(error.getMessage().contains("evaluation/metrics.json is damaged: "), error.getMessage());
    }

    @Test
    void anEmptyFolderIsNoRun() {
        UserError error = assertThrows(UserError.class, this::report);

        assertTrue(error.getMessage().startsWith("run.dir is "), error.getMessage());
        assertFalse(Files.exists(directory.resolve("report.html")));
    }

    @Test
    void cellsAndRowsAreCutWhereTheGridHasThem() throws UnreadablePictureException, IOException {
        png("grid.png", 6);

        PictureStrip strip = PictureStrip.of(Folder.at(directory.toString()), "grid.png");

        assertEquals(4, new PictureDecoder().decode(strip.cell(1, 1, 3)).rgb()[0]);
        Picture lower = new PictureDecoder().decode(strip.half(1));
        assertEquals(List.of(17, 3), List.of(lower.width(), lower.height()));
        assertEquals(3, lower.rgb()[2 * 3]);
    }

    @Test
    void choicesAreEvenAndKeepBothEnds() {
        assertEquals(List.of(0, 1, 2), EvenChoice.of(3, 8));
        assertEquals(List.of(0, 3, 6, 9), EvenChoice.of(10, 4));
    }

    private String report() throws IOException {
        ReportJob.run(Folder.at(directory.toString()));
        return Files.readString(directory.resolve("report.html"));
    }

    /** Pictures of 3 by 3 pixels in up to three columns, each of the grey of its number. */
    private void png(String name, int count) throws IOException {
        List<Picture> pictures = IntStream.range(0, count)
                .mapToObj(i -> {
                    byte[] rgb = new byte[27];
                    Arrays.fill(rgb, (byte) i);
                    return new Picture(3, 3, rgb);
                })
                .toList();
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, PngEncoder.encode(PictureGrid.of(pictures, 3)));
    }

    private void write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
