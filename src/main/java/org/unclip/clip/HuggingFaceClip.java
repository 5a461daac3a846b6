package org.unclip.clip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.unclip.config.UserError;
import org.unclip.storage.Folder;

/**
 * A CLIP in a folder as the Hugging Face Hub has it, to be released as a frozen {@link ClipModel}.
 *
 * <p>Read are {@code config.json}, {@code preprocessor_config.json}, {@code vocab.json} with {@code merges.txt} or else
 * {@code tokenizer.json}, and {@code model.safetensors}, in one file or in those that
 * {@code model.safetensors.index.json} names. Any size of OpenAI's ViT models is read; weights of 16 bits become 32.
 */
public final class HuggingFaceClip {
    private static final String CONFIG = "config.json";
    private static final String PREPROCESSING = "preprocessor_config.json";
    private static final String VOCABULARY = "vocab.json";
    private static final String MERGES = "merges.txt";
    private static final String TOKENIZER = "tokenizer.json";
    private static final String MEND = "download config.json, preprocessor_config.json, vocab.json, merges.txt and"
            + " model.safetensors from a CLIP's page on the Hugging Face Hub, such as openai/clip-vit-base-patch32, tab"
            + " \"Files and versions\", into one folder. Unclip ships no weights and no vocabulary.";

    private HuggingFaceClip() {}

    /**
     * Imports a CLIP.
     *
     * @param from the downloaded folder
     * @param to where the frozen CLIP is written, over what may be there
     * @return what the model is built from
     * @throws UserError that names the files that are missing, and the tensors that are missing, too many or misshapen
     */
    public static ClipConfig release(Folder from, Folder to) {
        requireFiles(from);
        HuggingFaceConfig config = HuggingFaceConfig.parse(text(from, CONFIG));
        BytePairTokenizer tokenizer = tokenizer(from, config);
        PicturePreprocessing preprocessing = HuggingFacePreprocessing.parse(
                text(from, PREPROCESSING), config.vision().imageSize());
        HuggingFaceWeights weights = HuggingFaceWeights.read(
                from, config, new TokenizerConfig(tokenizer.vocabularySize(), tokenizer.contextLength()));
        ClipModel.Parts parts = new ClipModel.Parts(weights.encoders().config(), tokenizer, preprocessing);
        ClipModel.releaseImported(to, parts, weights.values());
        return parts.config();
    }

    private static void requireFiles(Folder folder) {
        List<String> missing = new ArrayList<>();
        for (String name : List.of(CONFIG, PREPROCESSING)) {
            if (!folder.has(name)) {
                missing.add(name);
            }
        }
        boolean pair = folder.has(VOCABULARY) && folder.has(MERGES);
        if (!pair && !folder.has(TOKENIZER)) {
            missing.add(VOCABULARY + " with " + MERGES + " (or " + TOKENIZER + ")");
        }
        if (!folder.has(HuggingFaceWeights.WHOLE) && !folder.has(HuggingFaceWeights.INDEX)) {
            missing.add(HuggingFaceWeights.WHOLE);
        }
        if (!missing.isEmpty()) {
            throw UserError.fatal("%s has no %s: %s".formatted(folder, String.join(", no ", missing), MEND));
        }
    }

    private static BytePairTokenizer tokenizer(Folder folder, HuggingFaceConfig config) {
        BytePairTokenizer tokenizer;
        if (folder.has(VOCABULARY) && folder.has(MERGES)) {
            tokenizer = BytePairTokenizer.parse(text(folder, MERGES), text(folder, VOCABULARY), config.contextLength());
        } else {
            TokenizerJson json = TokenizerJson.read(text(folder, TOKENIZER));
            tokenizer = BytePairTokenizer.parse(json.merges(), json.vocabulary(), config.contextLength());
        }
        if (tokenizer.vocabularySize() != config.vocabularySize()) {
            throw UserError.of(
                    "text_config.vocab_size in " + CONFIG,
                    config.vocabularySize(),
                    tokenizer.vocabularySize() + ", the tokens of the vocabulary",
                    "take all files from one and the same CLIP");
        }
        if (tokenizer.endToken() != tokenizer.vocabularySize() - 1) {
            throw UserError.of(
                    "the id of " + BytePairTokenizer.END,
                    tokenizer.endToken(),
                    tokenizer.vocabularySize() - 1 + ", the last of the vocabulary, by which a text's end is found",
                    "take an OpenAI CLIP's vocabulary");
        }
        return tokenizer;
    }

    private static String text(Folder folder, String name) {
        return new String(folder.read(name), StandardCharsets.UTF_8);
    }
}
