package org.unclip.clip;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.unclip.config.UserError;
import org.unclip.nn.ParameterLayout;
import org.unclip.storage.Folder;
import org.unclip.storage.SafetensorsFile;

/**
 * The networks of a CLIP in Hugging Face's layout, with their weights.
 *
 * @param values in the layout of {@link ClipEncoders#contrastive}; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // carries weights, is never compared
record HuggingFaceWeights(ClipEncoders encoders, float[] values) {
    /** The file that has all weights. */
    static final String WHOLE = "model.safetensors";

    /** The file that names those that have some of the weights each. */
    static final String INDEX = "model.safetensors.index.json";

    /**
     * Reads the weights.
     *
     * @param folder that has {@link #WHOLE} or else {@link #INDEX}
     * @param tokenizer what the model's configuration says of it
     * @throws UserError that names the tensors that are missing, too many or misshapen, or the files that are missing
     */
    static HuggingFaceWeights read(Folder folder, HuggingFaceConfig config, TokenizerConfig tokenizer) {
        int vocabulary = config.vocabularySize();
        ParameterLayout layout = new ClipEncoders(config.clip(tokenizer, 0), vocabulary)
                .contrastive()
                .layout();
        float[] values = new HuggingFaceTensors(layout, config.vision().patchSize()).read(files(folder));
        float logitScale = values[(int) layout.entry(ClipEncoders.LOGIT_SCALE).offset()];
        return new HuggingFaceWeights(new ClipEncoders(config.clip(tokenizer, logitScale), vocabulary), values);
    }

    private static List<SafetensorsFile> files(Folder folder) {
        if (folder.has(WHOLE)) {
            return List.of(SafetensorsFile.open(folder, WHOLE));
        }
        Map<String, String> fileOfTensor = new TreeMap<>();
        String index = new String(folder.read(INDEX), StandardCharsets.UTF_8);
        JsonNode tensors = HuggingFaceConfig.object(INDEX, index).path("weight_map");
        tensors.fields()
                .forEachRemaining(tensor ->
                        fileOfTensor.put(tensor.getKey(), tensor.getValue().asText()));
        return fileOfTensor.values().stream()
                .distinct()
                .map(name -> part(folder, name, fileOfTensor))
                .toList();
    }

    private static SafetensorsFile part(Folder folder, String name, Map<String, String> fileOfTensor) {
        if (name.isEmpty() || name.contains("/") || !folder.has(name)) {
            throw UserError.fatal("%s names the file \"%s\", which is not in %s: download it from where %s is from."
                    .formatted(INDEX, name, folder, INDEX));
        }
        SafetensorsFile file = SafetensorsFile.open(folder, name);
        for (SafetensorsFile.Entry tensor : file.entries()) {
            String indexed = fileOfTensor.get(tensor.name());
            if (!name.equals(indexed)) {
                throw UserError.fatal("%s is in %s, but %s says %s: download all of them again."
                        .formatted(tensor.name(), file, INDEX, indexed == null ? "nothing of it" : indexed));
            }
        }
        return file;
    }
}
