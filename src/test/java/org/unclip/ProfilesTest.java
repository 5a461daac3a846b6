package org.unclip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unclip.clip.ClipConfig;
import org.unclip.clip.ClipTraining;
import org.unclip.config.Settings;
import org.unclip.job.UnclipConfig;
import org.unclip.prior.PriorScaling;
import org.unclip.prior.PriorShape;
import org.unclip.prior.PriorTraining;
import org.unclip.unet.ConditionShape;
import org.unclip.unet.UNet;

/** Every profile of {@code conf} is whole, and its models have as many parameters as written here: none is allocated. */
final class ProfilesTest {
    @Test
    void quickstartIsAboutTheSizeOfTheRecipe() {
        assertEquals(
                Map.of("clip", 1_248_385L, "prior", 690_816L, "base", 1_553_132L, "up", 187_740L),
                parameters("quickstart"));
    }

    @Test
    void cocoSampleIsAboutTheSizeOfTheQuickstart() {
        assertEquals(
                Map.of("clip", 912_833L, "prior", 670_272L, "base", 1_315_500L, "up", 187_740L),
                parameters("coco-sample"));
    }

    @Test
    void emojiTakeWiderNetworks() {
        assertEquals(
                Map.of("clip", 1_051_137L, "prior", 692_864L, "base", 3_138_636L, "up", 556_460L), parameters("emoji"));
    }

    @Test
    void aThirdStageIsAMatterOfConfiguration() {
        assertEquals(
                Map.of("clip", 910_785L, "prior", 666_176L, "base", 1_981_171L, "middle", 556_460L, "top", 587_600L),
                parameters("three-stage"));
    }

    @Test
    void sourceIsExpressible() {
        assertEquals(
                Map.of("clip", 65_390_593L, "prior", 20_625_408L, "base", 226_803_971L, "up", 11_767_059L),
                parameters("source"));
    }

    /** The paper's figures: prior 1 B, decoder 3.5 B, upsamplers 700 M and 300 M; they may count what ours do not. */
    @Test
    void paperIsExpressible() {
        assertEquals(
                Map.of(
                        "clip", 986_339_841L,
                        "prior", 1_223_621_632L,
                        "decoder", 3_054_721_539L,
                        "up256", 590_883_203L,
                        "up1024", 208_087_491L),
                parameters("paper"));
    }

    private static Map<String, Long> parameters(String profile) {
        UnclipConfig config = Settings.load(
                        Optional.of(Path.of("conf", profile + ".conf")), List.of("data.path=pictures"))
                .read("", UnclipConfig.class);
        ClipConfig clip = config.clip().model();
        int tokens = clip.tokenizer().contextLength();
        int width = clip.text().width();
        int embedding = clip.embeddingSize();
        PriorTraining prior = new PriorTraining(
                config.prior().model(), new PriorShape(embedding, tokens, width), PriorScaling.sqrtDim(embedding));
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put(
                "clip",
                new ClipTraining(clip, clip.tokenizer().vocabularySize())
                        .graph()
                        .parameterCount());
        counts.put("prior", prior.graph().parameterCount());
        ConditionShape shape = new ConditionShape(embedding, width, tokens);
        config.unet()
                .forEach((name, stage) ->
                        counts.put(name, UNet.graph(stage.model(), shape).parameterCount()));
        return counts;
    }
}
