package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureDecoder;
import org.unclip.data.picture.PictureGrid;
import org.unclip.data.picture.PngEncoder;
import org.unclip.generation.DrawWriter;
import org.unclip.storage.Folder;

class ContactSheetTest {
    private static final int SIDE = 4;
    private static final int CELL = SIDE + PictureGrid.GAP;

    @TempDir
    private Path directory;

    @Test
    void promptsBeyondTheTwelfthStandInAnotherBand() throws Exception {
        int prompts = 13;
        int samples = 2;
        for (int prompt = 0; prompt < prompts; prompt++) {
            for (int sample = 0; sample < samples; sample++) {
                byte[] grey = new byte[SIDE * SIDE * 3];
                Arrays.fill(grey, (byte) (10 * sample + prompt));
                Files.write(
                        directory.resolve(DrawWriter.file(prompt, sample)),
                        PngEncoder.encode(new Picture(SIDE, SIDE, grey)));
            }
        }
        Folder folder = Folder.at(directory.toString());
        new ContactSheet(folder, prompts, samples).write(folder, "sheet.png");

        Picture sheet = PictureDecoder.decodeOwn(folder.read("sheet.png"), "the sheet");
        assertEquals(12 * CELL + PictureGrid.GAP, sheet.width());
        assertEquals(2 * samples * CELL + PictureGrid.GAP, sheet.height());
        assertEquals(11 + 10, red(sheet, 11, 1), "the twelfth prompt's second sample");
        assertEquals(12, red(sheet, 0, 2), "the thirteenth prompt's first sample");
        assertEquals(255, red(sheet, 1, 2), "nothing beside it");
    }

    private static int red(Picture sheet, int column, int row) {
        int x = column * CELL + PictureGrid.GAP;
        int y = row * CELL + PictureGrid.GAP;
        return sheet.rgb()[(y * sheet.width() + x) * 3] & 0xff;
    }
}
