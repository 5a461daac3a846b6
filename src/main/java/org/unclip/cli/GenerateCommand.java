package org.unclip.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.unclip.config.UserError;
import org.unclip.job.Cascades;
import org.unclip.job.GenerateJob;
import org.unclip.job.GenerationSection;
import org.unclip.job.JobReport;
import org.unclip.job.UnclipConfig;
import org.unclip.storage.Folder;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code generate}. */
@Command(
        name = "generate",
        description = {
            "Draws pictures for captions with a trained cascade.",
            "",
            "The same model, prompt, sample number and seed give the same picture; the same command gives the same bytes.",
            ""
        },
        footer = {
            "",
            "Reads a model folder, as pipeline writes it.",
            "Writes a PNG a picture and index.jsonl, which has a line a "
                    + "picture: prompt, sample, seed, file, similarity (cosine of the drawn image embedding to the prompt's).",
            "",
            "Example:",
            "  jobs/unclip generate --model runs/quickstart/model --prompt 'a red circle on a white background' \\",
            "      --out pictures --samples 4 --seed 1"
        })
final class GenerateCommand implements Callable<JobReport> {
    @ParentCommand
    private Main main;

    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            required = true,
            description =
                    "Folder of the trained cascade, of a run that has one, or of releases: then the promoted one is drawn "
                            + "with.")
    private String model;

    @ArgGroup(multiplicity = "1")
    private Prompts prompts;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for the pictures.")
    private String out;

    @Option(names = "--samples", paramLabel = "K", description = "Pictures a prompt; generation.samples unless given.")
    private Integer samples;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the pictures; run.seed unless given.")
    private Long seed;

    /** One text or many. */
    private static final class Prompts {
        @Option(names = "--prompt", paramLabel = "TEXT", description = "What to draw.")
        private String text;

        @Option(names = "--prompts", paramLabel = "FILE", description = "A prompt a line; empty lines are skipped.")
        private Path file;

        List<String> read() {
            if (file == null && text.isBlank()) {
                throw UserError.of("--prompt", text, "a text", "say what to draw");
            }
            return file == null ? List.of(text) : lines(file);
        }
    }

    @Override
    public JobReport call() {
        UnclipConfig config = settings.load().read("", UnclipConfig.class);
        GenerationSection generation = config.generation();
        if (samples != null) {
            if (samples < 1) {
                throw UserError.of("--samples", samples, "at least 1", "leave it out for generation.samples");
            }
            generation = generation.withSamples(samples);
        }
        long drawn = seed == null ? config.run().seed() : seed;
        List<String> texts = prompts.read();
        GenerateJob.Order order =
                new GenerateJob.Order(Cascades.find(folder(config, model)), folder(config, out), texts, drawn);
        return GenerateJob.run(order, generation, config.run().threadsHere(), main.console());
    }

    private static Folder folder(UnclipConfig config, String location) {
        return Folder.at(location, config.spark().hadoop());
    }

    private static List<String> lines(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (MalformedInputException e) {
            throw UserError.fatal("The prompts file " + file + " is not UTF-8: save it as UTF-8.", e);
        } catch (IOException e) {
            throw UserError.fatal("The prompts file " + file + " can't be read (" + e + "): check its name.", e);
        }
        List<String> prompts = lines.stream().filter(line -> !line.isBlank()).toList();
        if (prompts.isEmpty()) {
            throw UserError.fatal("The prompts file " + file + " has no prompts: write one a line.");
        }
        return prompts;
    }
}
