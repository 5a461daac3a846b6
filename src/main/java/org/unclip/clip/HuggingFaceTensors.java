package org.unclip.clip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.unclip.config.UserError;
import org.unclip.nn.Parameter;
import org.unclip.nn.ParameterLayout;
import org.unclip.storage.NumberType;
import org.unclip.storage.SafetensorsFile;

/**
 * The tensors of a CLIP in Hugging Face's layout, and where each goes in the flat vector of {@link ClipEncoders}.
 *
 * <p>The modules correspond one to one, but for the projections of queries, keys and values, which are one matrix here,
 * and for the patch convolution {@code [width, 3, patch, patch]}, which is a matrix over row, column and channel.
 */
final class HuggingFaceTensors {
    private static final int SHOWN_PROBLEMS = 20;
    private static final int RGB = 3;
    private static final String PATCH = "vision.patch.weight";
    private static final Pattern IN_BLOCK = Pattern.compile("(text|vision)\\.block(\\d+)\\.(\\w+)");

    private static final Map<String, String> MODULES = Map.of(
            "text.token", "text_model.embeddings.token_embedding",
            "text.position", "text_model.embeddings.position_embedding",
            "text.norm", "text_model.final_layer_norm",
            "text.projection", "text_projection",
            "vision.patch", "vision_model.embeddings.patch_embedding",
            "vision.position", "vision_model.embeddings.position_embedding",
            "vision.normBefore", "vision_model.pre_layrnorm", // spelt so
            "vision.normAfter", "vision_model.post_layernorm",
            "vision.projection", "visual_projection");

    private static final Map<String, List<String>> BLOCK_MODULES = Map.of(
            "norm1", List.of("layer_norm1"),
            "qkv", List.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
            "out", List.of("self_attn.out_proj"),
            "norm2", List.of("layer_norm2"),
            "fc1", List.of("mlp.fc1"),
            "fc2", List.of("mlp.fc2"));

    /** Where a tensor's values go: one behind the other from {@code offset}, for the patches channels last. */
    private record Place(List<Long> shape, int offset, boolean patches) {
        void put(float[] values, float[] flat) {
            if (!patches) {
                System.arraycopy(values, 0, flat, offset, values.length);
                return;
            }
            int area = Math.toIntExact(shape.get(2) * shape.get(3));
            for (int i = 0; i < values.length; i++) {
                int pixel = i % area;
                int channel = i / area % RGB;
                int filter = i / area / RGB;
                flat[offset + (filter * area + pixel) * RGB + channel] = values[i];
            }
        }
    }

    private final int total;
    private final Map<String, Place> places = new TreeMap<>();
    private final Map<String, List<Long>> counters = new TreeMap<>();

    /** The tensors of a CLIP with that layout, whose vision encoder is a Transformer of that patch size. */
    HuggingFaceTensors(ParameterLayout layout, int patchSize) {
        total = Math.toIntExact(layout.total());
        for (ParameterLayout.Entry entry : layout.entries()) {
            Parameter parameter = entry.parameter();
            List<String> names = names(parameter.name());
            int length = Math.toIntExact(parameter.length() / names.size());
            boolean patches = parameter.name().equals(PATCH);
            for (int i = 0; i < names.size(); i++) {
                List<Long> shape = patches
                        ? List.of(parameter.shape()[0], (long) RGB, (long) patchSize, (long) patchSize)
                        : shape(parameter, names.size());
                places.put(names.get(i), new Place(shape, (int) entry.offset() + i * length, patches));
            }
            if (parameter.name().endsWith(".position")) {
                counters.put(
                        names.get(0).replace("embedding.weight", "ids"),
                        List.of(1L, parameter.shape()[0]));
            }
        }
    }

    /**
     * Reads all files to one flat vector.
     *
     * @throws UserError that names what is missing, too much, misshapen or no number, before values are read if it can
     *     be told by then
     */
    float[] read(List<SafetensorsFile> files) {
        requireAll(files);
        float[] flat = new float[total];
        for (SafetensorsFile file : files) {
            file.read((tensor, values) -> {
                if (places.containsKey(tensor.name())) {
                    requireFinite(tensor, values, file);
                    places.get(tensor.name()).put(values, flat);
                } else {
                    requireCounting(tensor, values, file);
                }
            });
        }
        return flat;
    }

    private void requireAll(List<SafetensorsFile> files) {
        List<String> problems = new ArrayList<>();
        Map<String, SafetensorsFile> found = new HashMap<>();
        for (SafetensorsFile file : files) {
            for (SafetensorsFile.Entry tensor : file.entries()) {
                problem(tensor).ifPresent(problems::add);
                if (found.put(tensor.name(), file) != null) {
                    problems.add(tensor.name() + " is there twice");
                }
            }
        }
        TreeSet<String> missing = new TreeSet<>(places.keySet());
        missing.removeAll(found.keySet());
        missing.forEach(name -> problems.add(
                name + " is missing, with the shape " + places.get(name).shape()));
        if (!problems.isEmpty()) {
            int more = problems.size() - SHOWN_PROBLEMS;
            throw UserError.fatal("The tensors of %s are not those that config.json describes:%n  - %s%s%n%s"
                    .formatted(
                            files.stream().map(SafetensorsFile::toString).collect(Collectors.joining(", ")),
                            problems.stream().limit(SHOWN_PROBLEMS).collect(Collectors.joining("%n  - ".formatted())),
                            more > 0 ? "%n  - and %d more".formatted(more) : "",
                            "Take all files from one and the same CLIP."));
        }
    }

    private Optional<String> problem(SafetensorsFile.Entry tensor) {
        Place place = places.get(tensor.name());
        List<Long> shape = place == null ? counters.get(tensor.name()) : place.shape();
        if (shape == null) {
            return Optional.of("%s, with the shape %s, is too much".formatted(tensor.name(), tensor.shape()));
        }
        if (!shape.equals(tensor.shape())) {
            return Optional.of("%s has the shape %s instead of %s".formatted(tensor.name(), tensor.shape(), shape));
        }
        return place != null && tensor.type() == NumberType.I64
                ? Optional.of(tensor.name() + " holds integers instead of weights")
                : Optional.empty();
    }

    private static void requireFinite(SafetensorsFile.Entry tensor, float[] values, SafetensorsFile file) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw UserError.fatal("%s in %s holds %s, so it is damaged: download the file again."
                        .formatted(tensor.name(), file, value));
            }
        }
    }

    /** Positions are numbered; files of older versions say so. */
    private static void requireCounting(SafetensorsFile.Entry tensor, float[] values, SafetensorsFile file) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] != i) {
                throw UserError.fatal("%s in %s has %s at %d, but positions are counted from 0: take another CLIP."
                        .formatted(tensor.name(), file, values[i], i));
            }
        }
    }

    /** The tensors that make up a parameter of ours, in the order in which they stand in it. */
    private static List<String> names(String parameter) {
        switch (parameter) {
            case "vision.class.token":
                return List.of("vision_model.embeddings.class_embedding");
            case ClipEncoders.LOGIT_SCALE:
                return List.of("logit_scale");
            default:
                int dot = parameter.lastIndexOf('.');
                String kind = parameter.endsWith(".bias") ? ".bias" : ".weight";
                return modules(parameter.substring(0, dot)).stream()
                        .map(module -> module + kind)
                        .toList();
        }
    }

    private static List<String> modules(String vertex) {
        Matcher block = IN_BLOCK.matcher(vertex);
        if (!block.matches()) {
            return List.of(MODULES.get(vertex));
        }
        String path = "%s_model.encoder.layers.%s.".formatted(block.group(1), block.group(2));
        return BLOCK_MODULES.get(block.group(3)).stream().map(path::concat).toList();
    }

    /** The shape of one of the tensors that make up a parameter. */
    private static List<Long> shape(Parameter parameter, int tensors) {
        if (parameter.name().equals(ClipEncoders.LOGIT_SCALE)) {
            return List.of();
        }
        long[] shape = parameter.shape();
        shape[0] /= tensors;
        return Arrays.stream(shape).boxed().toList();
    }
}
