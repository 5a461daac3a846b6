package org.unclip.clip;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.unclip.random.KeyedRandom;
import org.unclip.storage.NumberType;
import org.unclip.storage.SafetensorsWriter;

/** A tiny CLIP of random weights in the files of the Hugging Face layout; tests break it where they like. */
final class HuggingFaceFolder {
    static final String WEIGHTS = "model.safetensors";

    private static final int SIDE = 16;
    private static final int PATCH = 8;
    private static final int WIDTH = 16;
    private static final int CONTEXT = 8;
    private static final int EMBEDDING = 8;

    /** Name to shape. */
    final Map<String, long[]> shapes = new LinkedHashMap<>();

    final BytePairTokenizer tokenizer = TinyClip.tokenizer();
    private final Path folder;

    HuggingFaceFolder(Path folder) throws IOException {
        this.folder = folder;
        int vocabulary = tokenizer.vocabularySize();
        write("vocab.json", tokenizer.vocabularyJson());
        write("merges.txt", tokenizer.mergesText());
        write("config.json", """
                {"model_type": "clip", "projection_dim": %d, "logit_scale_init_value": 2.6592,
                 "text_config": {"vocab_size": %d, "max_position_embeddings": %d, "hidden_size": %d,
                     "intermediate_size": %d, "num_hidden_layers": 2, "num_attention_heads": 2},
                 "text_config_dict": null,
                 "vision_config": {"image_size": %d, "patch_size": %d, "hidden_size": %d, "intermediate_size": %d,
                     "num_hidden_layers": 1, "num_attention_heads": 2, "hidden_act": "quick_gelu"}}
                """.formatted(
                        EMBEDDING, vocabulary, CONTEXT, WIDTH, 4 * WIDTH, SIDE, PATCH, WIDTH, 4 * WIDTH));
        write("preprocessor_config.json", """
                {"crop_size": 16, "size": {"shortest_edge": 16}, "do_center_crop": true, "do_normalize": true,
                 "do_resize": true, "resample": 3, "rescale_factor": 0.00392156862745098,
                 "image_mean": [0.48145466, 0.4578275, 0.40821073], "image_std": [0.26862954, 0.26130258, 0.27577711]}
                """);
        shapes(vocabulary);
        writeWeights(NumberType.F32);
    }

    private void shapes(int vocabulary) {
        shape("logit_scale");
        shape("text_model.embeddings.token_embedding.weight", vocabulary, WIDTH);
        shape("text_model.embeddings.position_embedding.weight", CONTEXT, WIDTH);
        norm("text_model.final_layer_norm");
        blocks("text_model", 2);
        shape("text_projection.weight", EMBEDDING, WIDTH);
        int patches = SIDE * SIDE / PATCH / PATCH;
        shape("vision_model.embeddings.class_embedding", WIDTH);
        shape("vision_model.embeddings.patch_embedding.weight", WIDTH, 3, PATCH, PATCH);
        shape("vision_model.embeddings.position_embedding.weight", patches + 1, WIDTH);
        norm("vision_model.pre_layrnorm");
        blocks("vision_model", 1);
        norm("vision_model.post_layernorm");
        shape("visual_projection.weight", EMBEDDING, WIDTH);
    }

    private void blocks(String model, int layers) {
        for (int layer = 0; layer < layers; layer++) {
            String block = model + ".encoder.layers." + layer;
            for (String projection : new String[] {"q_proj", "k_proj", "v_proj", "out_proj"}) {
                affine(block + ".self_attn." + projection, WIDTH, WIDTH);
            }
            norm(block + ".layer_norm1");
            norm(block + ".layer_norm2");
            affine(block + ".mlp.fc1", 4 * WIDTH, WIDTH);
            affine(block + ".mlp.fc2", WIDTH, 4 * WIDTH);
        }
    }

    private void affine(String module, int out, int in) {
        shape(module + ".weight", out, in);
        shape(module + ".bias", out);
    }

    private void norm(String module) {
        shape(module + ".weight", WIDTH);
        shape(module + ".bias", WIDTH);
    }

    void shape(String name, long... shape) {
        shapes.put(name, shape);
    }

    /** Values that all number types hold. */
    float[] values(String name) {
        long length = 1;
        for (long extent : shapes.get(name)) {
            length *= extent;
        }
        KeyedRandom random = KeyedRandom.of(5, name);
        float[] values = new float[(int) length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (random.nextInt(255) - 127) / 256f;
        }
        return values;
    }

    void writeWeights(NumberType type) throws IOException {
        writeWeights(type, writer -> {});
    }

    /** All tensors, and what else a test adds. */
    void writeWeights(NumberType type, Consumer<SafetensorsWriter> more) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        shapes.forEach((name, shape) -> writer.add(name, type, values(name), shape));
        more.accept(writer);
        writer.write(folder.resolve(WEIGHTS));
    }

    /** The tensors dealt out to two files, with the index that names them. */
    void writeShards() throws IOException {
        Files.delete(folder.resolve(WEIGHTS));
        SafetensorsWriter[] writers = {new SafetensorsWriter(), new SafetensorsWriter()};
        ObjectNode index = new ObjectMapper().createObjectNode();
        ObjectNode map = index.putObject("weight_map");
        int turn = 0;
        for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
            int shard = turn++ % 2;
            writers[shard].add(tensor.getKey(), NumberType.F32, values(tensor.getKey()), tensor.getValue());
            map.put(tensor.getKey(), shard(shard));
        }
        for (int shard = 0; shard < 2; shard++) {
            writers[shard].write(folder.resolve(shard(shard)));
        }
        write("model.safetensors.index.json", index.toString());
    }

    static String shard(int index) {
        return "model-0000%d-of-00002.safetensors".formatted(index + 1);
    }

    /** Puts the vocabulary into the one-file form, merges as pairs. */
    void writeTokenizerJson() throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode root = json.createObjectNode();
        ObjectNode model = root.putObject("model").put("type", "BPE").put("end_of_word_suffix", "</w>");
        model.set("vocab", json.readTree(tokenizer.vocabularyJson()));
        tokenizer.mergesText().lines().skip(1).forEach(line -> {
            String[] pair = line.split(" ");
            model.withArray("merges").addArray().add(pair[0]).add(pair[1]);
        });
        write("tokenizer.json", root.toString());
        Files.delete(folder.resolve("vocab.json"));
        Files.delete(folder.resolve("merges.txt"));
    }

    /** The buffer that older files have, counted from {@code first}. */
    static Consumer<SafetensorsWriter> textPositions(int first) {
        float[] ids = new float[CONTEXT];
        IntStream.range(0, CONTEXT).forEach(i -> ids[i] = first + i);
        return writer -> writer.add("text_model.embeddings.position_ids", NumberType.I64, ids, 1, CONTEXT);
    }

    void replace(String file, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(file));
        if (!text.contains(from)) {
            throw new IllegalStateException(file + " has no " + from);
        }
        write(file, text.replace(from, to));
    }

    void delete(String file) throws IOException {
        Files.delete(folder.resolve(file));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
