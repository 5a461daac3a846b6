package org.unclip.job.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.unclip.config.UserError;
import org.unclip.training.MetricsLog;

/**
 * How far a training is, by what it leaves for others to see: its metrics, its checkpoints and what its driver prints.
 * Reads files alone, so that it sees a moment that lasts milliseconds, and sees on while the storage's server is down.
 *
 * @param runFolder the run's folder, as files
 * @param driverLog what the driver prints
 */
record TrainingWatch(Path runFolder, Path driverLog, StressedModel model) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ATTEMPT = Pattern.compile("Training (\\S+) with (\\d+) ranks? from step (\\d+)\\.");
    private static final Pattern STEP = Pattern.compile("step-(\\d+)");
    private static final Pattern SLICE = Pattern.compile("slice-\\d+-\\w+\\.bin");
    private static final String MANIFEST = "manifest.json";

    /**
     * A step that was done.
     *
     * @param seconds that the training took so far
     */
    record Step(long number, double seconds) {}

    /** A start of the ranks by the driver. */
    record Attempt(int ranks, long from) {}

    /** A checkpoint that is being written: slices are there, the manifest is not. */
    record OpenCheckpoint(Path folder, long step, int slices) {
        boolean committed() {
            return Files.exists(folder.resolve(MANIFEST));
        }
    }

    /** The steps that the metrics tell of, in their order. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        Path log = runFolder.resolve(MetricsLog.FOLDER).resolve(MetricsLog.fileOf(model.kind()));
        for (String line : read(log).split("(?<=\n)")) {
            JsonNode node = line.endsWith("\n") ? parse(line) : JSON.missingNode();
            if (node.isObject()) {
                steps.add(new Step(
                        node.path("step").asLong(), node.path("seconds").asDouble()));
            }
        }
        return steps;
    }

    /** The last of them; 0 before the first. */
    long lastStep() {
        List<Step> steps = steps();
        return steps.isEmpty() ? 0 : steps.get(steps.size() - 1).number();
    }

    /** All attempts so far, of former starts of the driver too. */
    List<Attempt> attempts() {
        Matcher matcher = ATTEMPT.matcher(read(driverLog));
        List<Attempt> attempts = new ArrayList<>();
        while (matcher.find()) {
            attempts.add(new Attempt(Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3))));
        }
        return attempts;
    }

    /** The checkpoint that is being written at this moment, if one is: of the newest step. */
    Optional<OpenCheckpoint> openCheckpoint() {
        Path checkpoints = runFolder.resolve("checkpoints").resolve(model.kind());
        return names(checkpoints).stream()
                .map(STEP::matcher)
                .filter(Matcher::matches)
                .map(matcher -> open(checkpoints.resolve(matcher.group()), Long.parseLong(matcher.group(1))))
                .max(Comparator.comparingLong(OpenCheckpoint::step))
                .filter(newest -> newest.slices() > 0 && !newest.committed());
    }

    private static OpenCheckpoint open(Path folder, long step) {
        long slices = names(folder).stream()
                .filter(name -> SLICE.matcher(name).matches())
                .count();
        return new OpenCheckpoint(folder, step, Math.toIntExact(slices));
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (NoSuchFileException deletedMeanwhile) {
            return List.of();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (NoSuchFileException notYet) {
            return "";
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static UserError unreadable(Path path, IOException cause) {
        return UserError.retry("Cannot watch %s: %s.".formatted(path, cause), cause);
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException halfWritten) {
            return JSON.missingNode();
        }
    }
}
