package org.unclip.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.unclip.storage.Folder;

/**
 * A training's {@code metrics/KIND.jsonl} in the run's folder: one JSON object a line. Each training has its own, so that
 * several can be at work in one run.
 *
 * <p>A job that continues from a step first takes out the lines of later steps, which it will write again, and a last line
 * that a kill cut short. So no step is reported twice.
 */
public final class MetricsLog implements TrainingObserver {
    /** The folder in the run's, with a file for each training. */
    public static final String FOLDER = "metrics";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Line(
            String job,
            long step,
            double loss,
            Double validationLoss,
            double learningRate,
            Double gradientNorm,
            double examplesPerSecond,
            double seconds,
            int ranks,
            Double exchangeShare) {}

    private final Folder folder;
    private final String file;
    private final double secondsBefore;

    private MetricsLog(Folder folder, String file, double secondsBefore) {
        this.folder = folder;
        this.file = file;
        this.secondsBefore = secondsBefore;
    }

    /** The name of a training's file in the folder. */
    public static String fileOf(String job) {
        return job + ".jsonl";
    }

    /** The log of a run, for a job that has done so many steps. */
    public static MetricsLog continuing(Folder runFolder, String job, long step) {
        Folder folder = runFolder.folder(FOLDER);
        String file = fileOf(job);
        String before = folder.has(file) ? new String(folder.read(file), StandardCharsets.UTF_8) : "";
        List<String> kept = new ArrayList<>();
        double seconds = 0;
        for (String line : before.split("(?<=\n)")) {
            JsonNode node = line.endsWith("\n") ? parse(line) : MAPPER.missingNode();
            if (node.isObject() && node.path("step").asLong() <= step) {
                kept.add(line);
                seconds = node.path("seconds").asDouble();
            }
        }
        String after = String.join("", kept);
        if (!after.equals(before)) {
            folder.write(file, out -> out.write(after.getBytes(StandardCharsets.UTF_8)));
        }
        return new MetricsLog(folder, file, seconds);
    }

    /** Seconds that the job had been training by its last kept line. */
    double secondsBefore() {
        return secondsBefore;
    }

    @Override
    public void onProgress(TrainingProgress progress) {
        Double validationLoss = progress.validationLoss().isPresent()
                ? Double.valueOf(progress.validationLoss().getAsDouble())
                : null;
        Line line = new Line(
                progress.job(),
                progress.step(),
                progress.loss(),
                validationLoss,
                progress.learningRate(),
                known(progress.gradientNorm()),
                progress.examplesPerSecond(),
                progress.seconds(),
                progress.ranks(),
                known(progress.exchangeShare()));
        try {
            folder.append(file, (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is not known is left out. */
    private static Double known(double value) {
        return Double.isNaN(value) ? null : Double.valueOf(value);
    }

    private static JsonNode parse(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            return MAPPER.missingNode(); // a power cut can leave more than a short line
        }
    }
}
