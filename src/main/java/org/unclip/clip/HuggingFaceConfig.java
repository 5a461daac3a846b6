package org.unclip.clip;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.unclip.config.UserError;

/**
 * A CLIP as its {@code config.json} in Hugging Face's layout describes it: the Transformers that are read here, with a
 * ViT of any size. What such a file leaves out is that of OpenAI's ViT-B/32.
 *
 * @param vocabularySize tokens of its vocabulary
 * @param contextLength tokens of an encoded text
 * @param text the text encoder
 * @param vision the vision encoder, a Transformer
 * @param embeddingSize values of an embedding
 */
record HuggingFaceConfig(
        int vocabularySize, int contextLength, TextConfig text, VisionConfig vision, int embeddingSize) {
    private static final String FILE = "config.json";
    private static final int EXPANSION = 4;
    private static final double EPSILON = 1e-5; // of LayerNorm
    private static final double MAX_LOGIT_SCALE = 100; // which OpenAI's CLIPs were trained with
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the file; throws {@link UserError} for a model of another architecture than OpenAI's. */
    static HuggingFaceConfig parse(String json) {
        JsonNode root = object(FILE, json);
        HuggingFaceSection all = new HuggingFaceSection(FILE, "", root);
        all.require("model_type", "clip");
        HuggingFaceSection text = section(root, "text_config");
        HuggingFaceSection vision = section(root, "vision_config");
        int textWidth = width(text, 512);
        int visionWidth = width(vision, 768);
        vision.require("num_channels", 3);
        try {
            return new HuggingFaceConfig(
                    text.integer("vocab_size", 49_408),
                    text.integer("max_position_embeddings", 77),
                    new TextConfig(
                            textWidth, text.integer("num_hidden_layers", 12), text.integer("num_attention_heads", 8)),
                    new VisionConfig(
                            VisionConfig.Kind.TRANSFORMER,
                            vision.integer("image_size", 224),
                            vision.integer("patch_size", 32),
                            visionWidth,
                            vision.integer("num_hidden_layers", 12),
                            vision.integer("num_attention_heads", 12),
                            List.of()),
                    all.integer("projection_dim", 512));
        } catch (IllegalArgumentException e) {
            throw UserError.fatal(FILE + " describes no CLIP: " + e.getMessage() + ". Download it again.", e);
        }
    }

    /** The JSON object that a file of the layout holds; throws {@link UserError} if it holds none. */
    static JsonNode object(String file, String json) {
        try {
            JsonNode root = JSON.readTree(json);
            if (root.isObject()) {
                return root;
            }
        } catch (JsonProcessingException e) {
            throw UserError.fatal(file + " is no JSON: download it again.", e);
        }
        throw UserError.fatal(file + " is no JSON object: download it again.");
    }

    /**
     * The model's configuration.
     *
     * @param logitScale learned logarithm of what similarities are multiplied by. OpenAI's were clamped at 100 in
     *     training, and rounded afterwards: the clamp is lifted to what they are, as nothing clamps them in the reference
     */
    ClipConfig clip(TokenizerConfig tokenizer, float logitScale) {
        double max = Math.max(MAX_LOGIT_SCALE, StrictMath.exp(logitScale));
        return new ClipConfig(tokenizer, text, vision, embeddingSize, max);
    }

    /** Older files repeat a section under {@code …_dict}, which then goes before it. */
    private static HuggingFaceSection section(JsonNode root, String name) {
        ObjectNode merged = JSON.createObjectNode();
        for (String key : List.of(name, name + "_dict")) {
            root.path(key).fields().forEachRemaining(field -> merged.set(field.getKey(), field.getValue()));
        }
        return new HuggingFaceSection(FILE, name + ".", merged);
    }

    private static int width(HuggingFaceSection encoder, int defaultWidth) {
        int width = encoder.integer("hidden_size", defaultWidth);
        encoder.require("hidden_act", "quick_gelu");
        encoder.require("layer_norm_eps", EPSILON);
        encoder.require("intermediate_size", EXPANSION * width);
        return width;
    }
}
