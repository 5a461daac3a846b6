package org.unclip.job;

import java.util.ArrayList;
import java.util.List;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureDecoder;
import org.unclip.data.picture.PictureGrid;
import org.unclip.data.picture.PngEncoder;
import org.unclip.generation.DrawWriter;
import org.unclip.storage.Folder;

/**
 * What {@code generate} drew, on one sheet to look at: a column a prompt.
 *
 * @param drawn folder of the pictures
 * @param prompts of the drawing; only the first 16 fit
 * @param samples pictures of each
 */
record ContactSheet(Folder drawn, int prompts, int samples) {

    private static final int MOST_COLUMNS = 16;

    /** Writes the sheet as a PNG. */
    void write(Folder folder, String name) {
        int columns = Math.min(MOST_COLUMNS, prompts);
        List<Picture> pictures = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            for (int prompt = 0; prompt < columns; prompt++) {
                pictures.add(picture(DrawWriter.file(prompt, sample)));
            }
        }
        byte[] png = PngEncoder.encode(PictureGrid.of(pictures, columns));
        folder.write(name, out -> out.write(png));
    }

    private Picture picture(String file) {
        return PictureDecoder.decodeOwn(drawn.read(file), drawn.path(file));
    }
}
