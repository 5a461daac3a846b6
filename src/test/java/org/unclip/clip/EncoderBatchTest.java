package org.unclip.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.unclip.nn.ParameterLayout;
import org.unclip.nn.TrainedWeights;
import org.unclip.random.KeyedRandom;

/** A picture's or text's embedding has the same bits in any company: a resumed job embeds in other batches. */
class EncoderBatchTest {
    private static final int EXAMPLES = 35;

    record Case(String name, ClipConfig config) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> models() {
        VisionConfig convolutions =
                new VisionConfig(VisionConfig.Kind.CONVOLUTIONAL, 32, 8, 128, 4, 4, List.of(32, 64, 128, 128));
        VisionConfig patches = new VisionConfig(VisionConfig.Kind.TRANSFORMER, 32, 8, 48, 2, 3, List.of());
        VisionConfig oneLayer = new VisionConfig(VisionConfig.Kind.TRANSFORMER, 224, 32, 768, 1, 12, List.of());
        return Stream.of(
                new Case("convolutions", config(16, new TextConfig(128, 2, 4), convolutions, 64)),
                new Case("small Transformer", config(9, new TextConfig(24, 2, 3), patches, 40)),
                new Case("a layer of ViT-B/32", config(77, new TextConfig(512, 1, 8), oneLayer, 512)));
    }

    @BeforeAll
    static void skipWithoutAvx512() throws IOException {
        Path processor = Path.of("/proc/cpuinfo");
        assumeTrue(
                Files.exists(processor) && Files.readString(processor).contains("avx512f"),
                "skipped: without AVX-512 the native products round by the number of rows");
    }

    @ParameterizedTest
    @MethodSource("models")
    void anEmbeddingHasTheSameBitsInAnyCompany(Case each) {
        BytePairTokenizer tokenizer = BytePairTrainer.train(TinyClip.CAPTIONS.stream(), each.config.tokenizer());
        ParameterLayout layout = new ClipEncoders(each.config, tokenizer.vocabularySize())
                .contrastive()
                .layout();
        TrainedWeights weights = new TrainedWeights(layout, layout.initialValues(3), 1, Map.of());
        try (ClipModel model = ClipModel.of(each.config, tokenizer, weights)) {
            int side = each.config.vision().imageSize();
            List<byte[]> pictures =
                    IntStream.range(0, EXAMPLES).mapToObj(i -> picture(i, side)).toList();
            assertSameInAnyCompany(pictures, batch -> model.embedPictures(batch.toArray(byte[][]::new)));
            assertSameInAnyCompany(texts(), batch -> model.embedTexts(batch).stream()
                    .map(text -> joined(text.embedding(), text.tokens()))
                    .toArray(float[][]::new));
            List<int[]> tokens = texts().stream().map(tokenizer::encode).toList();
            assertSameInAnyCompany(tokens, batch -> model.embedTokens(batch.toArray(int[][]::new)));
        }
    }

    private static <T> void assertSameInAnyCompany(List<T> examples, Function<List<T>, float[][]> embed) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, examples.size()).boxed().toList());
        float[][] alone = embedInBatches(examples, order, 1, embed);
        for (int size : new int[] {2, 3, 7, 8, 16, 32, EXAMPLES}) {
            assertSameBits(alone, embedInBatches(examples, order, size, embed), "batches of " + size);
            Collections.shuffle(order, new Random(size));
        }
    }

    private static <T> float[][] embedInBatches(
            List<T> examples, List<Integer> order, int size, Function<List<T>, float[][]> embed) {
        float[][] embedded = new float[examples.size()][];
        for (int from = 0; from < order.size(); from += size) {
            List<Integer> indices = order.subList(from, Math.min(from + size, order.size()));
            float[][] batch = embed.apply(indices.stream().map(examples::get).toList());
            for (int i = 0; i < batch.length; i++) {
                embedded[indices.get(i)] = batch[i];
            }
        }
        return embedded;
    }

    private static void assertSameBits(float[][] expected, float[][] actual, String what) {
        long others = IntStream.range(0, expected.length)
                .filter(i -> !Arrays.equals(expected[i], actual[i]))
                .count();
        assertEquals(0, others, "embeddings with other bits in " + what);
    }

    private static byte[] picture(int index, int side) {
        KeyedRandom random = KeyedRandom.of(index, "picture");
        byte[] picture = new byte[3 * side * side];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (byte) random.nextInt(256);
        }
        return picture;
    }

    private static List<String> texts() {
        return IntStream.range(0, EXAMPLES)
                .mapToObj(i -> "a red ".repeat(i % 5) + TinyClip.CAPTIONS.get(i % TinyClip.CAPTIONS.size()))
                .toList();
    }

    private static float[] joined(float[] a, float[] b) {
        float[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static ClipConfig config(int contextLength, TextConfig text, VisionConfig vision, int embeddingSize) {
        return new ClipConfig(new TokenizerConfig(600, contextLength), text, vision, embeddingSize, 100);
    }
}
