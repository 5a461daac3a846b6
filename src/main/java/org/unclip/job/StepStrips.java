package org.unclip.job;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureGrid;
import org.unclip.data.picture.PngEncoder;
import org.unclip.generation.Cascade;
import org.unclip.generation.DrawRequest;
import org.unclip.storage.Folder;
import org.unclip.unet.Stage;

/**
 * The diffusion of one picture, kept as {@code SIZE.png} for each stage, with what its steps left above and the pictures
 * that they were made towards below, and {@code index.json}, written last.
 *
 * @param folder of these files
 */
record StepStrips(Folder folder) {
    private static final int MOST_MOMENTS = 8;

    /**
     * One stage's strip.
     *
     * @param prompt of the picture
     * @param size extent of the stage's pictures, pixels
     * @param steps the steps that are shown, from 1
     * @param of number of steps that the stage made
     */
    record Strip(String prompt, String file, int size, List<Integer> steps, int of) {}

    private record Moment(Picture x, Picture x0) {}

    /** Draws sample 0 of a prompt as {@code generate} does, and keeps its steps. */
    void write(Folder model, String prompt, long seed) {
        folder.delete("index.json");
        Map<Integer, List<Moment>> moments = new TreeMap<>();
        try (Cascade cascade = Cascade.open(model)) {
            cascade.draw(
                    List.of(new DrawRequest(prompt, 0)),
                    seed,
                    size -> (t, x, x0) -> moments.computeIfAbsent(size, first -> new ArrayList<>())
                            .add(new Moment(Stage.picture(x, 0), Stage.picture(x0, 0))));
        }
        List<Strip> strips = new ArrayList<>();
        moments.forEach((size, made) -> strips.add(strip(prompt, size, made)));
        index().write(strips);
    }

    /** The strips from the smallest pictures to the largest; none if they are not there. */
    List<Strip> read() {
        return index().read(new TypeReference<List<Strip>>() {}).orElse(List.of());
    }

    private Strip strip(String prompt, int size, List<Moment> made) {
        List<Integer> chosen = EvenChoice.of(made.size(), MOST_MOMENTS);
        List<Picture> pictures = new ArrayList<>();
        chosen.forEach(i -> pictures.add(made.get(i).x()));
        chosen.forEach(i -> pictures.add(made.get(i).x0()));
        String file = size + ".png";
        byte[] png = PngEncoder.encode(PictureGrid.of(pictures, chosen.size()));
        folder.write(file, out -> out.write(png));
        return new Strip(prompt, file, size, chosen.stream().map(i -> i + 1).toList(), made.size());
    }

    private JsonFile index() {
        return new JsonFile(folder, "index.json");
    }
}
