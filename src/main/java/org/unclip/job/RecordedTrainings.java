package org.unclip.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;
import org.unclip.report.Numbers;
import org.unclip.report.Training;
import org.unclip.storage.Folder;
import org.unclip.training.MetricsLog;

/**
 * The trainings of a run, from {@code metrics/KIND.jsonl} and {@code reports/train-JOB.json}.
 *
 * @param run the run's folder
 */
record RecordedTrainings(Folder run) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** By their names: the CLIP, the prior, the stages. */
    List<Training> read() {
        Folder folder = run.folder(MetricsLog.FOLDER);
        return folder.names().stream()
                .map(file -> lines(folder.read(file)))
                .filter(lines -> !lines.isEmpty())
                .map(lines -> training(lines.get(0).path("job").asText(), lines))
                .toList();
    }

    private static List<JsonNode> lines(byte[] log) {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : new String(log, StandardCharsets.UTF_8).lines().toList()) {
            try {
                lines.add(MAPPER.readTree(line));
            } catch (JsonProcessingException e) {
                continue; // a line that is being written just now, or that a kill cut short
            }
        }
        return lines;
    }

    private Training training(String job, List<JsonNode> lines) {
        Optional<JsonNode> report = new JsonFile(run.folder("reports"), "train-%s.json".formatted(job))
                .read(new TypeReference<JsonNode>() {});
        JsonNode last = lines.get(lines.size() - 1);
        String summary = report.map(RecordedTrainings::summary).orElseGet(() -> "Not finished: step %,d after %s."
                .formatted(
                        last.path("step").asLong(),
                        Numbers.duration(last.path("seconds").asDouble())));
        List<String> lostRanks = report.stream()
                .flatMap(node -> StreamSupport.stream(node.path("lostRanks").spliterator(), false))
                .map(JsonNode::asText)
                .toList();
        return new Training(
                job, summary, lines.stream().map(RecordedTrainings::point).toList(), lostRanks);
    }

    private static String summary(JsonNode report) {
        int ranks = report.path("ranks").asInt();
        return "%,d steps in %s; %,d parameters%s."
                .formatted(
                        report.path("steps").asLong(),
                        Numbers.duration(report.path("seconds").asDouble()),
                        report.path("parameters").asLong(),
                        ranks > 1
                                ? "; %d ranks, %.0f %% of the time exchange"
                                        .formatted(
                                                ranks,
                                                100
                                                        * report.path("exchangeShare")
                                                                .asDouble())
                                : "");
    }

    private static Training.Point point(JsonNode line) {
        JsonNode validation = line.path("validationLoss");
        return new Training.Point(
                line.path("step").asLong(),
                line.path("loss").asDouble(),
                validation.isNumber() ? OptionalDouble.of(validation.asDouble()) : OptionalDouble.empty(),
                line.path("learningRate").asDouble(),
                line.path("examplesPerSecond").asDouble());
    }
}
