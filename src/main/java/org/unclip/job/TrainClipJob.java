package org.unclip.job;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.unclip.clip.BytePairTokenizer;
import org.unclip.clip.BytePairTrainer;
import org.unclip.clip.ClipConfig;
import org.unclip.clip.ClipModel;
import org.unclip.clip.ClipTraining;
import org.unclip.data.Split;
import org.unclip.data.shard.CaptionTokens;
import org.unclip.data.shard.Example;
import org.unclip.data.shard.ExampleShard;
import org.unclip.data.shard.ExampleShards;
import org.unclip.data.shard.ExampleSource;
import org.unclip.data.shard.ExampleSpec;
import org.unclip.data.shard.ShardManifest;
import org.unclip.data.table.PairsTable;
import org.unclip.evaluation.Embeddings;
import org.unclip.nn.TrainedWeights;
import org.unclip.storage.Folder;
import org.unclip.training.BatchMakers;
import org.unclip.training.ExampleBatches;

/** Trains the tokenizer and CLIP on the pairs table, and freezes them. */
public final class TrainClipJob {

    private static final int RETRIEVAL_CANDIDATES = 500;

    private final Run run;
    private final UnclipConfig config;
    private final ClipSection section;
    private final RunFolder folder;

    private TrainClipJob(Run run) {
        this.run = run;
        this.config = run.config();
        this.section = config.clip();
        this.folder = new RunFolder(run.folder());
    }

    /** Trains to the last step, from the latest checkpoint if there is one. */
    public static JobReport run(Run run) {
        return new TrainClipJob(run).train();
    }

    private JobReport train() {
        PairsTable pairs = PairsTable.open(run.spark(), run.table("pairs"));
        Map<String, Long> versions = Map.of("pairs", pairs.version());
        ModelTraining.Basis basis = new ModelTraining.Basis("", versions, section);
        ModelTraining training = new ModelTraining(run, ClipModel.KIND, section.training());
        if (training.isDone(basis)) {
            return JobReport.nothingToDo("train-clip: " + folder.clip() + " is trained already");
        }
        BytePairTokenizer tokenizer = tokenizer(pairs);
        Folder shards = folder.shards(ClipModel.KIND);
        ShardManifest manifest = shards(pairs, tokenizer, shards);
        ClipTraining model = new ClipTraining(section.model(), tokenizer.vocabularySize());
        ExampleBatches batches = new ExampleBatches(
                shards,
                manifest,
                section.training().microBatchSize(),
                config.run().seed(),
                BatchMakers.clip(model));
        TrainedWeights trained = training.train(model.graph(), batches, basis, ModelTraining.NO_SAMPLES);
        ClipModel.release(folder.clip(), section.model(), tokenizer, trained);
        TrainedWeights measured = measured(trained, shards, manifest);
        ClipModel.release(folder.clip(), section.model(), tokenizer, measured);
        return JobReport.done("train-clip: %s %s".formatted(folder.clip(), measured.metrics()));
    }

    private BytePairTokenizer tokenizer(PairsTable pairs) {
        Iterable<String> captions = () -> pairs.captions(Split.TRAIN).toLocalIterator();
        try (Stream<String> stream = StreamSupport.stream(captions.spliterator(), false)) {
            return BytePairTrainer.train(stream, section.model().tokenizer());
        }
    }

    private ShardManifest shards(PairsTable pairs, BytePairTokenizer tokenizer, Folder shards) {
        ClipConfig model = section.model();
        ExampleSpec spec = ExampleSpec.ofCaptions(config.data().maxCaptions())
                .withPicture(model.vision().imageSize())
                .withTokens(model.tokenizer().contextLength());
        ExampleSource source = ExampleSource.ofPairs(pairs, new TrainedTokens(tokenizer));
        int streams = section.training().microBatches();
        return new ExampleShards(
                        run.spark(), source, spec, streams, config.run().seed())
                .write(shards.toString());
    }

    /** Adds how well the frozen CLIP finds held-out partners. */
    private TrainedWeights measured(TrainedWeights trained, Folder shards, ShardManifest manifest) {
        List<byte[]> pictures = new ArrayList<>();
        List<int[]> tokens = new ArrayList<>();
        try (ExampleShard held = ExampleShard.open(shards, manifest, manifest.validation())) {
            for (int i = 0; i < Math.min(RETRIEVAL_CANDIDATES, held.size()); i++) {
                Example example = held.example(i);
                pictures.add(example.picture());
                tokens.add(example.tokens(0));
            }
        }
        if (pictures.size() < 2) {
            return trained;
        }
        Map<String, Double> metrics = new TreeMap<>(trained.metrics());
        try (ClipModel clip = ClipModel.open(folder.clip())) {
            float[][] images = clip.embedPictures(pictures.toArray(byte[][]::new));
            float[][] texts = clip.embedTokens(tokens.toArray(int[][]::new));
            metrics.put("retrievalCandidates", (double) images.length);
            metrics.put("imageToTextRecallAt1", Embeddings.recallAt(1, images, texts));
            metrics.put("imageToTextRecallAt5", Embeddings.recallAt(5, images, texts));
            metrics.put("textToImageRecallAt1", Embeddings.recallAt(1, texts, images));
            metrics.put("textToImageRecallAt5", Embeddings.recallAt(5, texts, images));
        }
        return new TrainedWeights(trained.layout(), trained.values(), trained.step(), metrics);
    }

    /** A trained tokenizer as it goes to Spark's tasks: its merges, parsed once a task. */
    private static final class TrainedTokens implements CaptionTokens {
        private static final long serialVersionUID = 1;

        private final String merges;
        private final String vocabulary;
        private final int contextLength;
        private transient BytePairTokenizer tokenizer;

        TrainedTokens(BytePairTokenizer tokenizer) {
            merges = tokenizer.mergesText();
            vocabulary = tokenizer.vocabularyJson();
            contextLength = tokenizer.contextLength();
        }

        @Override
        public int[] tokens(String caption) {
            if (tokenizer == null) {
                tokenizer = BytePairTokenizer.parse(merges, vocabulary, contextLength);
            }
            return tokenizer.encode(caption);
        }

        @Override
        public String fingerprint() {
            return HexFormat.of().toHexDigits(merges.hashCode()) + "-" + contextLength;
        }
    }
}
