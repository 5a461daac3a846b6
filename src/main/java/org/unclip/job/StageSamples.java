package org.unclip.job;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureGrid;
import org.unclip.data.picture.PngEncoder;
import org.unclip.data.shard.Example;
import org.unclip.diffusion.ExampleNoise;
import org.unclip.diffusion.StepObserver;
import org.unclip.nn.ParameterLayout;
import org.unclip.random.KeyedRandom;
import org.unclip.storage.Folder;
import org.unclip.training.BatchMakers;
import org.unclip.unet.Stage;
import org.unclip.unet.StageConditions;
import org.unclip.unet.StageConfig;
import org.unclip.unet.StageExamples;

/**
 * Draws the same held-out examples from the same noise at several points of a stage's training: {@code
 * step-001000.png} has the drawn pictures above, the true ones below.
 */
final class StageSamples implements ModelTraining.Samples {

    private static final int PICTURES = 8;

    private final StageConfig stage;
    private final StageConditions conditions;
    private final Folder folder;
    private final long seed;
    private final List<Example> examples;

    /** Samples of the first held-out examples; nothing is drawn where none are held out. */
    StageSamples(StageConfig stage, StageConditions conditions, TrainingShards shards, Folder folder, long seed) {
        this.stage = stage;
        this.conditions = conditions;
        this.folder = folder;
        this.seed = seed;
        this.examples = shards.heldOut(PICTURES);
    }

    @Override
    public void draw(long step, ParameterLayout layout, float[] averaged) {
        if (examples.isEmpty()) {
            return;
        }
        try (Stage drawing = new Stage(stage, conditions, layout, averaged)) {
            write(step, stage.upsampler() ? upsampled(drawing) : decoded(drawing));
        }
    }

    /** Keeps what all samples are drawn from, as those of step 0. */
    void drawNoise() {
        if (!examples.isEmpty()) {
            write(0, new ExampleNoise(streams(), stage.size(), stage.size(), 3).next());
        }
    }

    private void write(long step, INDArray drawn) {
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            pictures.add(Stage.picture(drawn, i));
        }
        examples.forEach(example -> pictures.add(new Picture(stage.size(), stage.size(), example.picture())));
        byte[] png = PngEncoder.encode(PictureGrid.of(pictures, examples.size()));
        folder.write("step-%06d.png".formatted(step), out -> out.write(png));
    }

    private INDArray decoded(Stage drawing) {
        StageExamples given = BatchMakers.decoderExamples(examples, KeyedRandom.of(seed, "sample captions"));
        return drawing.decode(
                given.imageEmbeddings(), given.textEncodings(), stage.sampling(), streams(), StepObserver.NONE);
    }

    private INDArray upsampled(Stage drawing) {
        return drawing.upsample(
                drawing.lowPictures(BatchMakers.pictures(examples)), stage.sampling(), streams(), StepObserver.NONE);
    }

    private List<KeyedRandom> streams() {
        return IntStream.range(0, examples.size())
                .mapToObj(i -> KeyedRandom.of(seed, "sample noise", i))
                .toList();
    }
}
