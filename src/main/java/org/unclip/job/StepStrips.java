package org.unclip.job;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.List;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureGrid;
import org.unclip.data.picture.PngEncoder;
import org.unclip.generation.Cascade;
import org.unclip.storage.Folder;

/**
 * The diffusion of one picture, kept as {@code SIZE.png} for each stage, with what its steps left above and the pictures
 * that they were made towards below, and {@code index.json}, written last.
 *
 * @param folder of these files
 */
record StepStrips(Folder folder) {

    /**
     * One stage's strip.
     *
     * @param prompt of the picture
     * @param size extent of the stage's pictures, pixels
     * @param steps the steps that are shown, from 1
     * @param of number of steps that the stage made
     */
    record Strip(String prompt, String file, int size, List<Integer> steps, int of) {}

    /** Draws sample 0 of a prompt as {@code generate} does, and keeps its steps. */
    void write(Folder model, String prompt, long seed) {
        folder.delete("index.json");
        List<Strip> strips = new ArrayList<>();
        try (Cascade cascade = Cascade.open(model)) {
            WatchedStage.watch(cascade, prompt, seed).forEach(stage -> strips.add(strip(prompt, stage)));
        }
        index().write(strips);
    }

    /** The strips from the smallest pictures to the largest; none if they are not there. */
    List<Strip> read() {
        return index().read(new TypeReference<List<Strip>>() {}).orElse(List.of());
    }

    private Strip strip(String prompt, WatchedStage stage) {
        List<Picture> pictures = new ArrayList<>();
        stage.moments().forEach(moment -> pictures.add(moment.x()));
        stage.moments().forEach(moment -> pictures.add(moment.x0()));
        String file = stage.size() + ".png";
        byte[] png = PngEncoder.encode(PictureGrid.of(pictures, stage.moments().size()));
        folder.write(file, out -> out.write(png));
        List<Integer> steps =
                stage.moments().stream().map(WatchedStage.Moment::step).toList();
        return new Strip(prompt, file, stage.size(), steps, stage.steps());
    }

    private JsonFile index() {
        return new JsonFile(folder, "index.json");
    }
}
