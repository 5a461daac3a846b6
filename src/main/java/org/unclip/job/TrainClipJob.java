package org.unclip.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.unclip.clip.BytePairTokenizer;
import org.unclip.clip.BytePairTrainer;
import org.unclip.clip.ClipConfig;
import org.unclip.clip.ClipModel;
import org.unclip.clip.ClipTraining;
import org.unclip.data.Split;
import org.unclip.data.shard.Example;
import org.unclip.data.shard.ExampleSource;
import org.unclip.data.shard.ExampleSpec;
import org.unclip.data.table.PairsTable;
import org.unclip.evaluation.Embeddings;
import org.unclip.nn.TrainedWeights;
import org.unclip.training.BatchMakers;
import org.unclip.training.ExampleBatches;

/** Trains the tokenizer and CLIP on the pairs table, and freezes them. */
public final class TrainClipJob {

    private static final int RETRIEVAL_CANDIDATES = 500;

    private final Run run;
    private final ClipSection section;
    private final RunFolder folder;

    private TrainClipJob(Run run) {
        this.run = run;
        this.section = run.config().clip();
        this.folder = new RunFolder(run.folder());
        run.requireWorkForRanks(section.training());
    }

    /** Trains to the last step, from the latest checkpoint if there is one; an imported CLIP is left as it is. */
    public static JobReport run(Run run) {
        return run.timed("train-clip", new TrainClipJob(run)::train);
    }

    private JobReport train() {
        if (ClipModel.isImported(folder.clip())) {
            return JobReport.nothingToDo("train-clip: " + folder.clip()
                    + " is a CLIP that was imported; delete the folder to train one in its place");
        }
        run.describe("train clip: learns the tokenizer from the captions");
        PairsTable pairs = run.pairs();
        Map<String, Long> versions = Map.of("pairs", pairs.version());
        ModelTraining.Basis basis = new ModelTraining.Basis("", versions, section, Map.of());
        ModelTraining training =
                new ModelTraining(run, ClipModel.KIND, folder.clip(), section.training(), Optional.empty());
        if (training.isDone(basis)) {
            return JobReport.nothingToDo("train-clip: " + folder.clip() + " is trained already");
        }
        BytePairTokenizer tokenizer = tokenizer(pairs);
        TrainingShards shards = training.shards(ExampleSource.ofPairs(pairs, new TrainedTokens(tokenizer)), spec());
        ClipTraining model = new ClipTraining(section.model(), tokenizer.vocabularySize());
        ExampleBatches batches = training.batches(shards, BatchMakers.clip(model));
        TrainedWeights trained = training.train(model.graph(), batches, basis, ModelTraining.NO_SAMPLES);
        TrainedWeights measured;
        try (ClipModel clip = ClipModel.of(section.model(), tokenizer, trained)) {
            measured = trained.with(retrieval(clip, shards.heldOut(RETRIEVAL_CANDIDATES)));
        }
        training.release(basis, () -> ClipModel.release(folder.clip(), section.model(), tokenizer, measured));
        return JobReport.done("train-clip: %s %s".formatted(folder.clip(), measured.metrics()));
    }

    private BytePairTokenizer tokenizer(PairsTable pairs) {
        Iterable<String> captions = () -> pairs.captions(Split.TRAIN).toLocalIterator();
        try (Stream<String> stream = StreamSupport.stream(captions.spliterator(), false)) {
            return BytePairTrainer.train(stream, section.model().tokenizer());
        }
    }

    private ExampleSpec spec() {
        ClipConfig model = section.model();
        return ExampleSpec.ofCaptions(run.config().data().maxCaptions())
                .withPicture(model.vision().imageSize())
                .withTokens(model.tokenizer().contextLength());
    }

    /** How well the trained CLIP finds held-out partners. */
    private static Map<String, Double> retrieval(ClipModel clip, List<Example> heldOut) {
        if (heldOut.size() < 2) {
            return Map.of();
        }
        float[][] images =
                clip.embedPictures(heldOut.stream().map(Example::picture).toArray(byte[][]::new));
        float[][] texts = clip.embedTokens(
                heldOut.stream().map(example -> example.tokens(0)).toArray(int[][]::new));
        return Map.of(
                "retrievalCandidates", (double) images.length,
                "imageToTextRecallAt1", Embeddings.recallAt(1, images, texts),
                "imageToTextRecallAt5", Embeddings.recallAt(5, images, texts),
                "textToImageRecallAt1", Embeddings.recallAt(1, texts, images),
                "textToImageRecallAt5", Embeddings.recallAt(5, texts, images));
    }
}
