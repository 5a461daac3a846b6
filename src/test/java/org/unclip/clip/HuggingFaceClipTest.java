package org.unclip.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.unclip.config.UserError;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelFolder;
import org.unclip.storage.NumberType;

class HuggingFaceClipTest {
    @TempDir
    Path from;

    @TempDir
    Path to;

    private HuggingFaceFolder files;

    @BeforeEach
    void writeFiles() throws IOException {
        files = new HuggingFaceFolder(from);
    }

    @Test
    void theImportedModelEmbedsPicturesAndTexts() {
        importClip();
        assertTrue(ClipModel.isImported(at(to)));
        try (ClipModel model = ClipModel.open(at(to))) {
            assertEquals(16, model.config().vision().imageSize());
            float[] picture = model.embedPictures(TinyClip.pictures())[0];
            float[] text = model.embedTexts(List.of("a red circle")).get(0).embedding();
            assertEquals(1, length(picture), 1e-5);
            assertEquals(1, length(text), 1e-5);
            assertArrayEquals(
                    files.tokenizer.encode("a ring"), model.tokenizer().encode("a ring"));
        }
    }

    @Test
    void queriesKeysAndValuesAndPatchesGoToTheirPlaces() {
        importClip();
        ModelFolder model = ModelFolder.open(at(to), ClipModel.KIND);
        var layout = ClipModel.graph(model).layout();
        float[] flat = model.parameters(layout.stored());
        int qkv = (int) layout.entry("text.block1.qkv.weight").offset();
        float[] keys = files.values("text_model.encoder.layers.1.self_attn.k_proj.weight");
        assertEquals(keys[3], flat[qkv + 16 * 16 + 3]);
        int patch = (int) layout.entry("vision.patch.weight").offset();
        float[] filters = files.values("vision_model.embeddings.patch_embedding.weight");
        int filter = 2;
        int channel = 1;
        int row = 5;
        int column = 6;
        assertEquals(
                filters[((filter * 3 + channel) * 8 + row) * 8 + column],
                flat[patch + ((filter * 8 + row) * 8 + column) * 3 + channel]);
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void weightsOfSixteenBitsAreReadAsTheyAre(NumberType type) throws IOException {
        String full = importClip();
        files.writeWeights(type);
        assertEquals(full, importClip());
    }

    @Test
    void severalFilesWithAnIndexAreTheSameModel() throws IOException {
        String whole = importClip();
        files.writeShards();
        assertEquals(whole, importClip());
    }

    @Test
    void tokenizerJsonIsTheSameVocabulary() throws IOException {
        String pair = importClip();
        files.writeTokenizerJson();
        assertEquals(pair, importClip());
    }

    @Test
    void numberedPositionsOfOlderFilesAreLeftOut() throws IOException {
        String without = importClip();
        files.writeWeights(NumberType.F32, HuggingFaceFolder.textPositions(0));
        assertEquals(without, importClip());
        files.writeWeights(NumberType.F32, HuggingFaceFolder.textPositions(1));
        assertTrue(fault().contains("position_ids in"), this::fault);
    }

    @Test
    void anEmptyFolderIsToldWhichFilesToGetFromWhere(@TempDir Path empty) {
        String message = assertThrows(UserError.class, () -> HuggingFaceClip.release(at(empty), at(to)))
                .getMessage();
        assertEquals(
                empty + " has no config.json, no preprocessor_config.json, no vocab.json with merges.txt (or"
                        + " tokenizer.json), no model.safetensors: download config.json, preprocessor_config.json,"
                        + " vocab.json, merges.txt and model.safetensors from a CLIP's page on the Hugging Face Hub,"
                        + " such as openai/clip-vit-base-patch32, tab \"Files and versions\", into one folder. Unclip"
                        + " ships no weights and no vocabulary.",
                message);
    }

    @Test
    void missingExtraAndMisshapenTensorsAreAllNamed() throws IOException {
        files.shapes.remove("vision_model.pre_layrnorm.bias");
        files.shape("text_projection.weight", 8, 15);
        files.shape("text_projection.bias", 8);
        files.writeWeights(NumberType.F32);
        assertEquals("""
                The tensors of %s/model.safetensors are not those that config.json describes:
                  - text_projection.weight has the shape [8, 15] instead of [8, 16]
                  - text_projection.bias, with the shape [8], is too much
                  - vision_model.pre_layrnorm.bias is missing, with the shape [16]
                Take all files from one and the same CLIP.""".formatted(from), fault());
        assertFalse(ModelFolder.isIn(at(to)));
    }

    @Test
    void manyMissingTensorsAreCounted() throws IOException {
        files.replace("config.json", "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 4");
        assertTrue(fault().contains("- and 12 more"), this::fault);
    }

    @Test
    void aWeightThatIsNoNumberIsNamed() throws IOException {
        files.shapes.remove("logit_scale");
        files.writeWeights(
                NumberType.F32, writer -> writer.add("logit_scale", NumberType.F32, new float[] {Float.NaN}));
        assertEquals(
                "logit_scale in " + from + "/model.safetensors holds NaN, so it is damaged: download the file again.",
                fault());
    }

    @Test
    void aMissingPartOfSeveralFilesIsNamed() throws IOException {
        files.writeShards();
        files.delete(HuggingFaceFolder.shard(1));
        assertEquals(
                "model.safetensors.index.json names the file \"model-00002-of-00002.safetensors\", which is not in "
                        + from + ": download it from where model.safetensors.index.json is from.",
                fault());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "config.json | quick_gelu | gelu | vision_config.hidden_act in config.json is \"gelu\"",
                "config.json | \"clip\" | \"siglip\" | model_type in config.json is \"siglip\"",
                "config.json | \"intermediate_size\": 64 | \"intermediate_size\": 65 | text_config.intermediate_size",
                "config.json | \"num_attention_heads\": 2 | \"num_attention_heads\": 3 | heads must divide width",
                "config.json | \"projection_dim\": 8 | \"projection_dim\": -8 | projection_dim in config.json is -8",
                "config.json | \"vocab_size\" | \"vocabulary\" | text_config.vocab_size in config.json is 49408",
                "config.json | {\"model_type\" | [\"model_type\" | config.json is no JSON",
                "preprocessor_config.json | \"resample\": 3 | \"resample\": 2 | resample in preprocessor_config.json is 2",
                "preprocessor_config.json | \"crop_size\": 16 | \"crop_size\": 24 | crop_size in preprocessor_config.json",
                "preprocessor_config.json | 0.48145466 | 0.5 | other means and deviations",
                "preprocessor_config.json | \"do_resize\": true | \"do_resize\": false | do_resize in preprocessor",
            })
    void whatIsNoneOfOpenAisModelsIsRefused(String file, String text, String instead, String message)
            throws IOException {
        files.replace(file, text, instead);
        assertTrue(fault().contains(message), this::fault);
    }

    private String importClip() {
        HuggingFaceClip.release(at(from), at(to));
        return ModelFolder.open(at(to), ClipModel.KIND).fingerprint();
    }

    private String fault() {
        return assertThrows(UserError.class, this::importClip).getMessage();
    }

    private static double length(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    private static Folder at(Path folder) {
        return Folder.at(folder.toString());
    }
}
