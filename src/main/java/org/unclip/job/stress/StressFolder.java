package org.unclip.job.stress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.unclip.config.UserError;
import org.unclip.job.Console;
import org.unclip.storage.Folder;

/**
 * Where a stress keeps what it does: {@link #UNDISTURBED} what all runs are compared with, {@link #RUNS} settings and logs
 * of each run.
 *
 * @param temporary whether it goes when all is well
 */
record StressFolder(Path path, boolean temporary) {
    static final String UNDISTURBED = "undisturbed";
    static final String RUNS = "runs";

    /** The user's folder without what an earlier stress left there, or else a temporary one. */
    static StressFolder emptied(Optional<Path> wanted) {
        StressFolder folder =
                new StressFolder(wanted.map(Path::toAbsolutePath).orElseGet(StressFolder::made), wanted.isEmpty());
        delete(folder.path.resolve(UNDISTURBED)); // another version of the program may have made it
        delete(folder.path.resolve(RUNS));
        make(folder.path);
        return folder;
    }

    /** The folder of a run in a stress's folder. */
    static Path ofRun(Path stress, int run) {
        return make(stress.resolve(RUNS).resolve("run-%03d".formatted(run)));
    }

    /** Copies parts of a run's folder, by their paths in it, to another's. */
    static void copy(Path from, List<String> parts, Folder to, Configuration hadoop) {
        org.apache.hadoop.fs.Path source = new org.apache.hadoop.fs.Path(from.toUri());
        for (String part : parts) {
            org.apache.hadoop.fs.Path target = to.path(part);
            try {
                FileUtil.copy(
                        source.getFileSystem(hadoop),
                        new org.apache.hadoop.fs.Path(source, part),
                        target.getFileSystem(hadoop),
                        target,
                        false,
                        hadoop);
            } catch (IOException e) {
                throw UserError.retry("Cannot copy %s to %s: %s.".formatted(part, to, e.getMessage()), e);
            }
        }
    }

    /** At the end: says where everything is, unless all is well and nobody asked for it. */
    void leave(boolean well, Console console) {
        if (well && temporary) {
            delete(path);
        } else {
            console.say("Settings and logs of all runs: " + path.resolve(RUNS));
        }
    }

    private static Path made() {
        try {
            return Files.createTempDirectory("unclip-stress-");
        } catch (IOException e) {
            throw UserError.retry("Cannot make a temporary folder (%s): give one with --dir.".formatted(e), e);
        }
    }

    private static Path make(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw UserError.fatal("Cannot make the folder %s (%s): choose another --dir.".formatted(directory, e), e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException | UncheckedIOException e) {
            throw UserError.retry("Cannot delete %s: %s.".formatted(folder, e.getMessage()), e);
        }
    }
}
