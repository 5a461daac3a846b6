package org.unclip.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.unclip.data.shard.Example;
import org.unclip.data.shard.ExampleShard;
import org.unclip.data.shard.ExampleSpec;
import org.unclip.data.shard.ShardManifest;
import org.unclip.evaluation.Embeddings;
import org.unclip.nn.TrainedWeights;
import org.unclip.prior.DiffusionPrior;
import org.unclip.prior.EmbeddingScaling;
import org.unclip.prior.EmbeddingStatistics;
import org.unclip.prior.PriorRequest;
import org.unclip.prior.PriorShape;
import org.unclip.prior.PriorTraining;
import org.unclip.storage.Folder;
import org.unclip.training.BatchMakers;
import org.unclip.training.ExampleBatches;

/** Trains the diffusion prior on the embeddings table. */
public final class TrainPriorJob {

    private static final int DRAWN_EXAMPLES = 256;

    private final Run run;
    private final UnclipConfig config;
    private final PriorSection section;
    private final RunFolder folder;

    private TrainPriorJob(Run run) {
        this.run = run;
        this.config = run.config();
        this.section = config.prior();
        this.folder = new RunFolder(run.folder());
    }

    /** Trains to the last step, from the latest checkpoint if there is one. */
    public static JobReport run(Run run) {
        return new TrainPriorJob(run).train(Embedded.open(run));
    }

    private JobReport train(Embedded data) {
        ModelTraining.Basis basis = data.basis(section);
        ModelTraining training = new ModelTraining(run, DiffusionPrior.KIND, section.training());
        if (training.isDone(basis)) {
            return JobReport.nothingToDo("train-prior: " + folder.prior() + " is trained already");
        }
        Folder shards = folder.shards(DiffusionPrior.KIND);
        int embedding = data.clip().embeddingSize();
        ExampleSpec spec = data.spec()
                .withImageEmbedding(embedding)
                .withTextEmbeddings(embedding)
                .withTextEncodings(data.contextLength(), data.textWidth());
        ShardManifest manifest = data.shards(shards, spec, section.training());
        PriorTraining model = new PriorTraining(
                section.model(),
                new PriorShape(embedding, data.contextLength(), data.textWidth()),
                scaling(shards, manifest, embedding));
        ExampleBatches batches = new ExampleBatches(
                shards,
                manifest,
                section.training().microBatchSize(),
                config.run().seed(),
                BatchMakers.prior(model));
        TrainedWeights trained = training.train(model.graph(), batches, basis, ModelTraining.NO_SAMPLES);
        DiffusionPrior.release(folder.prior(), model, trained, data.fingerprint());
        TrainedWeights measured = measured(trained, shards, manifest);
        DiffusionPrior.release(folder.prior(), model, measured, data.fingerprint());
        return JobReport.done("train-prior: %s %s".formatted(folder.prior(), measured.metrics()));
    }

    private EmbeddingScaling scaling(Folder shards, ShardManifest manifest, int embedding) {
        EmbeddingStatistics statistics = new EmbeddingStatistics(embedding);
        for (ShardManifest.Shard stream : manifest.streams()) {
            try (ExampleShard shard = ExampleShard.open(shards, manifest, stream)) {
                for (int i = 0; i < shard.size(); i++) {
                    statistics.add(shard.example(i).imageEmbedding());
                }
            }
        }
        return statistics.scaling(section.model().scale());
    }

    /** Adds how near drawn embeddings of held-out captions come to those of their pictures. */
    private TrainedWeights measured(TrainedWeights trained, Folder shards, ShardManifest manifest) {
        List<PriorRequest> requests = new ArrayList<>();
        List<float[]> truth = new ArrayList<>();
        try (ExampleShard held = ExampleShard.open(shards, manifest, manifest.validation())) {
            for (int i = 0; i < Math.min(DRAWN_EXAMPLES, held.size()); i++) {
                Example example = held.example(i);
                requests.add(new PriorRequest(example.textEmbedding(0), example.textEncoding(0), i, 0));
                truth.add(example.imageEmbedding());
            }
        }
        if (requests.size() < 2) {
            return trained;
        }
        Map<String, Double> metrics = new TreeMap<>(trained.metrics());
        try (DiffusionPrior prior = DiffusionPrior.open(folder.prior())) {
            float[][] drawn = prior.draw(
                    requests, section.model().sampling(), config.run().seed());
            float[][] pictures = truth.toArray(float[][]::new);
            metrics.put("cosineToTrueEmbedding", Embeddings.meanCosine(drawn, pictures));
            metrics.put("cosineToShuffledEmbedding", Embeddings.meanCosineShuffled(drawn, pictures));
        }
        return new TrainedWeights(trained.layout(), trained.values(), trained.step(), metrics);
    }
}
