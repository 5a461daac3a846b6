package org.unclip.data.table;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Unclip's own classes as a jar for executors: clusters hold the libraries, each job brings its code, so executors run
 * the driver's version of it.
 */
public final class OwnJar {
    private static final String NAME = "unclip.jar";

    private OwnJar() {}

    /** The jar that this class comes from, or one made in a folder from the classes' directory. */
    public static Path in(Path folder) {
        Path code = code();
        return Files.isDirectory(code) ? made(code, folder) : code;
    }

    private static Path code() {
        try {
            return Path.of(OwnJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e); // the class loader made it
        }
    }

    private static Path made(Path classes, Path folder) {
        try (Stream<Path> walk = Files.walk(classes)) {
            List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
            Path jar = Files.createDirectories(folder).resolve(NAME);
            Path begun = Files.createTempFile(folder, "unclip-", ".part"); // another job may be reading the jar
            try (OutputStream out = Files.newOutputStream(begun);
                    JarOutputStream entries = new JarOutputStream(out)) {
                for (Path file : files) {
                    entries.putNextEntry(
                            new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                    Files.copy(file, entries);
                    entries.closeEntry();
                }
            }
            return Files.move(begun, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Unclip's classes can't be packed for the executors", e);
        }
    }
}
