package org.unclip.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unclip.data.shard.Example;
import org.unclip.data.shard.ExampleSpec;
import org.unclip.diffusion.EmbeddingScale;
import org.unclip.evaluation.Embeddings;
import org.unclip.nn.TrainedWeights;
import org.unclip.prior.DiffusionPrior;
import org.unclip.prior.PriorRequest;
import org.unclip.prior.PriorScaling;
import org.unclip.prior.PriorShape;
import org.unclip.prior.PriorTraining;
import org.unclip.storage.ModelFolder;
import org.unclip.training.BatchMakers;
import org.unclip.training.ExampleBatches;

/** Trains the diffusion prior on the embeddings table. */
public final class TrainPriorJob {

    private static final int DRAWN_EXAMPLES = 256;

    private final Run run;
    private final PriorSection section;
    private final RunFolder folder;

    private TrainPriorJob(Run run) {
        this.run = run;
        PriorSection asked = run.config().prior();
        this.section = asked.with(run.training(asked.training()));
        this.folder = new RunFolder(run.folder());
        run.requireWorkForRanks(section.training());
    }

    /** Trains to the last step, from the latest checkpoint if there is one. */
    public static JobReport run(Run run) {
        return run.timed("train-prior", () -> new TrainPriorJob(run).train(Embedded.open(run)));
    }

    private JobReport train(Embedded data) {
        ModelTraining.Basis basis = data.basis(section, section.model().objective());
        Optional<ModelFolder> base =
                run.basis().models().map(models -> ModelFolder.open(models.prior(), DiffusionPrior.KIND));
        ModelTraining training = new ModelTraining(run, DiffusionPrior.KIND, folder.prior(), section.training(), base);
        if (training.isDone(basis)) {
            return JobReport.nothingToDo("train-prior: " + folder.prior() + " is trained already");
        }
        int embedding = data.clip().embeddingSize();
        ExampleSpec spec = data.spec()
                .withImageEmbedding(embedding)
                .withTextEmbeddings(embedding)
                .withTextEncodings(data.contextLength(), data.textWidth());
        TrainingShards shards = training.shards(data.source(), spec);
        PriorTraining model = new PriorTraining(
                section.model(),
                new PriorShape(embedding, data.contextLength(), data.textWidth()),
                base.map(DiffusionPrior::scaling).orElseGet(() -> scaling(shards, embedding)));
        ExampleBatches batches = training.batches(shards, BatchMakers.prior(model));
        TrainedWeights trained = training.train(model.graph(), batches, basis, ModelTraining.NO_SAMPLES);
        TrainedWeights measured;
        try (DiffusionPrior prior = DiffusionPrior.of(model, trained, data.fingerprint())) {
            measured = trained.with(heldOutCosines(prior, shards.heldOut(DRAWN_EXAMPLES)));
        }
        training.release(basis, () -> DiffusionPrior.release(folder.prior(), model, measured, data.fingerprint()));
        return JobReport.done("train-prior: %s %s".formatted(folder.prior(), measured.metrics()));
    }

    private PriorScaling scaling(TrainingShards shards, int embedding) {
        EmbeddingScale scale = section.model().scale();
        return new PriorScaling(
                shards.scaling("image", scale, embedding, (images, example) -> images.add(example.imageEmbedding())),
                shards.scaling("text", scale, embedding, (texts, example) -> {
                    for (int caption = 0; caption < example.captions(); caption++) {
                        texts.add(example.textEmbedding(caption));
                    }
                }));
    }

    /** How near drawn embeddings of held-out captions come to those of their pictures. */
    private Map<String, Double> heldOutCosines(DiffusionPrior prior, List<Example> heldOut) {
        if (heldOut.size() < 2) {
            return Map.of();
        }
        List<PriorRequest> requests = new ArrayList<>();
        for (Example example : heldOut) {
            requests.add(new PriorRequest(example.textEmbedding(0), example.textEncoding(0), requests.size(), 0));
        }
        float[][] drawn = prior.draw(
                requests, section.model().sampling(), run.config().run().seed());
        float[][] pictures = heldOut.stream().map(Example::imageEmbedding).toArray(float[][]::new);
        return Map.of(
                "cosineToTrueEmbedding", Embeddings.meanCosine(drawn, pictures),
                "cosineToShuffledEmbedding", Embeddings.meanCosineShuffled(drawn, pictures));
    }
}
