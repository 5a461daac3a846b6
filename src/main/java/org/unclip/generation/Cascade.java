package org.unclip.generation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.unclip.clip.ClipModel;
import org.unclip.clip.TextEncoding;
import org.unclip.config.UserError;
import org.unclip.data.picture.Picture;
import org.unclip.diffusion.SamplingConfig;
import org.unclip.diffusion.StepObserver;
import org.unclip.prior.DiffusionPrior;
import org.unclip.prior.PriorRequest;
import org.unclip.random.KeyedRandom;
import org.unclip.storage.Folder;
import org.unclip.unet.Stage;

/**
 * A trained DALL·E 2: text to CLIP embedding to image embedding to picture to larger picture (Ramesh et al. 2022,
 * section 2). A picture depends on seed, prompt and sample number alone, up to the last bits that the size of its batch
 * may change. One thread at a time, the one that opened it.
 */
public final class Cascade implements AutoCloseable {

    private final ClipModel clip;
    private final DiffusionPrior prior;
    private final List<Stage> stages;

    private Cascade(ClipModel clip, DiffusionPrior prior, List<Stage> stages) {
        this.clip = clip;
        this.prior = prior;
        this.stages = stages;
    }

    /**
     * Opens a model folder: {@code clip}, {@code prior} and {@code unet/NAME} for each stage.
     *
     * @throws UserError if a part is missing, damaged, of another version or CLIP, or the sizes do not chain
     */
    public static Cascade open(Folder model) {
        ClipModel clip = ClipModel.open(model.folder("clip"));
        DiffusionPrior prior = DiffusionPrior.open(model.folder("prior"));
        if (!prior.clipFingerprint().equals(clip.fingerprint())) {
            throw UserError.of(
                    "the CLIP of " + model.folder("prior"),
                    prior.clipFingerprint(),
                    clip.fingerprint(),
                    "train the prior again on this CLIP's embeddings");
        }
        Folder unets = model.folder("unet");
        List<Stage> stages = new ArrayList<>();
        for (String name : unets.names()) {
            stages.add(Stage.open(unets.folder(name), clip.fingerprint()));
        }
        stages.sort(Comparator.comparingInt(stage -> stage.config().size()));
        requireChain(unets, stages);
        return new Cascade(clip, prior, List.copyOf(stages));
    }

    private static void requireChain(Folder unets, List<Stage> stages) {
        if (stages.isEmpty()) {
            throw UserError.fatal("There is no trained stage in " + unets + ": run train-unet.");
        }
        int before = 0;
        for (Stage stage : stages) {
            if (stage.config().lowSize() != before) {
                throw UserError.of(
                        "lowSize of the stage of size " + stage.config().size() + " in " + unets,
                        stage.config().lowSize(),
                        String.valueOf(before),
                        "train the stages between, or move away those of another cascade");
            }
            before = stage.config().size();
        }
    }

    /** Extent of the pictures it draws, pixels. */
    public int size() {
        return stages.get(stages.size() - 1).config().size();
    }

    /** The CLIP that it reads prompts with. */
    public ClipModel clip() {
        return clip;
    }

    /** Draws a batch of pictures, in the order of the requests; their randomness is keyed by the seed. */
    public List<Drawing> draw(List<DrawRequest> requests, long seed) {
        return draw(requests, seed, size -> StepObserver.NONE);
    }

    /**
     * The same, watched: {@code observers} gives the observer of a stage's steps by the size of the stage's pictures.
     */
    public List<Drawing> draw(List<DrawRequest> requests, long seed, IntFunction<StepObserver> observers) {
        List<TextEncoding> texts =
                clip.embedTexts(requests.stream().map(DrawRequest::prompt).toList());
        List<PriorRequest> wanted = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            DrawRequest request = requests.get(i);
            TextEncoding text = texts.get(i);
            wanted.add(new PriorRequest(text.embedding(), text.tokens(), request.promptKey(), request.sample()));
        }
        float[][] embeddings = prior.draw(wanted, prior.config().sampling(), seed);
        float[][] encodings = texts.stream().map(TextEncoding::tokens).toArray(float[][]::new);
        INDArray pictures = decode(embeddings, encodings, size -> streams(requests, seed, size), observers);
        List<Drawing> drawings = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            Picture picture = Stage.picture(pictures, i);
            drawings.add(new Drawing(requests.get(i), picture, texts.get(i).embedding(), embeddings[i]));
        }
        return drawings;
    }

    private INDArray decode(
            float[][] embeddings,
            float[][] encodings,
            IntFunction<List<KeyedRandom>> streams,
            IntFunction<StepObserver> observers) {
        INDArray pictures = null;
        for (Stage stage : stages) {
            SamplingConfig sampling = stage.config().sampling();
            int size = stage.config().size();
            pictures = pictures == null
                    ? stage.decode(embeddings, encodings, sampling, streams.apply(size), observers.apply(size))
                    : stage.upsample(clipped(pictures), sampling, streams.apply(size), observers.apply(size));
        }
        return pictures;
    }

    private static List<KeyedRandom> streams(List<DrawRequest> requests, long seed, int size) {
        return requests.stream()
                .map(request -> KeyedRandom.of(seed, "stage draw", size, request.promptKey(), request.sample()))
                .toList();
    }

    private static INDArray clipped(INDArray pictures) {
        return Transforms.min(Transforms.max(pictures, -1), 1);
    }

    @Override
    public void close() {
        stages.forEach(Stage::close);
        prior.close();
        clip.close();
    }
}
