package org.unclip.job;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.unclip.report.CaptionedPicture;
import org.unclip.report.DrawnPrompt;
import org.unclip.report.SampleSeries;
import org.unclip.report.StageSteps;
import org.unclip.storage.Folder;

/**
 * The pictures of a run: what its stages drew in training, what was drawn at its end, and those of its evaluation.
 *
 * @param run the run's folder
 */
record RecordedPictures(Folder run) {
    private static final String INDEX = "index.jsonl";
    private static final int MOST_ROWS = 8;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The title and meaning of a picture of the evaluation, as {@code evaluation/pictures.json} lists them. */
    record Caption(String file, String title, String meaning) {}

    /** The prompts that the pipeline drew, in their order. */
    List<DrawnPrompt> gallery() {
        Folder prompts = samples().folder("prompts");
        if (!prompts.has(INDEX)) {
            return List.of();
        }
        Set<String> never = new NeverInTraining(samples()).read();
        Map<String, List<JsonNode>> lines = new String(prompts.read(INDEX), StandardCharsets.UTF_8)
                .lines()
                .map(RecordedPictures::json)
                .collect(Collectors.groupingBy(
                        line -> line.path("prompt").asText(), LinkedHashMap::new, Collectors.toList()));
        return lines.entrySet().stream()
                .map(drawn -> drawn(prompts, drawn.getKey(), drawn.getValue(), never.contains(drawn.getKey())))
                .toList();
    }

    private static DrawnPrompt drawn(Folder folder, String prompt, List<JsonNode> lines, boolean never) {
        List<byte[]> pictures = lines.stream()
                .map(line -> folder.read(line.path("file").asText()))
                .toList();
        double similarity = lines.stream()
                .mapToDouble(line -> line.path("similarity").asDouble())
                .average()
                .orElseThrow();
        return new DrawnPrompt(prompt, pictures, similarity, never);
    }

    /** What the stages drew in training, stage by stage. */
    List<SampleSeries> series() {
        return samples().names().stream()
                .filter(name -> !sheets(name).isEmpty())
                .map(this::series)
                .toList();
    }

    private SampleSeries series(String stage) {
        List<String> sheets = sheets(stage);
        Folder folder = samples().folder(stage);
        List<SampleSeries.Row> rows = EvenChoice.of(sheets.size(), MOST_ROWS).stream()
                .map(sheets::get)
                .map(sheet -> new SampleSeries.Row(
                        step(sheet), PictureStrip.of(folder, sheet).half(0)))
                .toList();
        byte[] truth = PictureStrip.of(folder, sheets.get(0)).half(1);
        return new SampleSeries(stage, rows, truth, sheets.size());
    }

    private List<String> sheets(String stage) {
        return stage.contains(".")
                ? List.of()
                : samples().folder(stage).names().stream()
                        .filter(name -> name.matches("step-\\d+\\.png"))
                        .sorted(Comparator.comparingLong(RecordedPictures::step))
                        .toList();
    }

    private static long step(String sheet) {
        return Long.parseLong(sheet.replaceAll("\\D", ""));
    }

    /** How one picture came about, stage by stage. */
    List<StageSteps> steps() {
        Folder folder = new RunFolder(run).steps();
        return new StepStrips(folder)
                .read().stream().map(strip -> steps(folder, strip)).toList();
    }

    private static StageSteps steps(Folder folder, StepStrips.Strip strip) {
        PictureStrip pictures = PictureStrip.of(folder, strip.file());
        int columns = strip.steps().size();
        List<StageSteps.Moment> moments = IntStream.range(0, columns)
                .mapToObj(i -> new StageSteps.Moment(
                        strip.steps().get(i),
                        strip.of(),
                        pictures.cell(i, 0, strip.size()),
                        pictures.cell(i, 1, strip.size())))
                .toList();
        return new StageSteps(strip.prompt(), strip.size(), moments);
    }

    /** The pictures of the evaluation: those with captions in their order, then the others by name. */
    List<CaptionedPicture> evaluation() {
        Folder folder = run.folder("evaluation");
        List<Caption> captions = new ArrayList<>(new JsonFile(folder, "pictures.json")
                .read(new TypeReference<List<Caption>>() {})
                .orElse(List.of()));
        Map<String, Caption> named = captions.stream().collect(Collectors.toMap(Caption::file, Function.identity()));
        Stream<Caption> others = folder.names().stream()
                .filter(name -> name.endsWith(".png") && !named.containsKey(name))
                .map(name -> new Caption(name, name, ""));
        return Stream.concat(captions.stream().filter(caption -> folder.has(caption.file())), others)
                .map(caption -> new CaptionedPicture(folder.read(caption.file()), caption.title(), caption.meaning()))
                .toList();
    }

    private Folder samples() {
        return new RunFolder(run).samples();
    }

    private static JsonNode json(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(INDEX + " was written whole", e);
        }
    }
}
