package org.unclip.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureDecoder;
import org.unclip.data.picture.PictureGrid;
import org.unclip.data.picture.PngEncoder;
import org.unclip.generation.DrawWriter;
import org.unclip.storage.Folder;

/**
 * What {@code generate} drew, on one sheet to look at: bands of twelve prompts, a column each.
 *
 * @param drawn folder of the pictures
 * @param prompts of the drawing; only the first 48 fit
 * @param samples pictures of each
 */
record ContactSheet(Folder drawn, int prompts, int samples) {

    private static final int BAND = 12;
    private static final int MOST_PROMPTS = 48;

    /** Writes the sheet as a PNG. */
    void write(Folder folder, String name) {
        int shown = Math.min(MOST_PROMPTS, prompts);
        int columns = Math.min(BAND, shown);
        List<Picture> pictures = new ArrayList<>();
        for (int first = 0; first < shown; first += columns) {
            for (int sample = 0; sample < samples; sample++) {
                for (int prompt = first; prompt < first + columns; prompt++) {
                    pictures.add(prompt < shown ? drawn(prompt, sample) : blank(pictures.get(0)));
                }
            }
        }
        byte[] png = PngEncoder.encode(PictureGrid.of(pictures, columns));
        folder.write(name, out -> out.write(png));
    }

    private Picture drawn(int prompt, int sample) {
        String file = DrawWriter.file(prompt, sample);
        return PictureDecoder.decodeOwn(drawn.read(file), drawn.path(file));
    }

    private static Picture blank(Picture like) {
        byte[] white = new byte[like.rgb().length];
        Arrays.fill(white, (byte) 0xff);
        return new Picture(like.width(), like.height(), white);
    }
}
