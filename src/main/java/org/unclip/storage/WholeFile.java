package org.unclip.storage;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * Writes a file whole or not at all: whoever reads its name sees the old content or the new, never a part.
 *
 * <p>On the local disk and on HDFS-like systems a hidden temporary file beside it is written, forced to the disk and
 * renamed over it. An object store shows an object only when its upload is complete, and renames by copying, so there
 * the final name is written directly and a failed upload is aborted. A process killed meanwhile leaves at most a
 * hidden file {@code .NAME.….part}.
 */
public final class WholeFile {
    private static final Set<String> OBJECT_STORES = Set.of("s3a", "gs", "oss", "cosn", "obs");
    private static final String PART = ".part";
    private static final int BUFFER_BYTES = 1 << 20;

    /** Produces a file's content. */
    @FunctionalInterface
    public interface Writer {
        /** Writes everything to the stream, without closing it. */
        void write(OutputStream out) throws IOException;
    }

    /** Gives what was written its name. */
    @FunctionalInterface
    private interface Naming {
        void name(java.nio.file.Path part, java.nio.file.Path path) throws IOException;
    }

    private WholeFile() {}

    /**
     * Writes or replaces a file, with the folders above it.
     *
     * @throws org.unclip.config.UserError naming the path and the cause (a full disk, a missing permission, ...); a
     *     former file of this name is then unchanged
     */
    public static void write(FileSystem fileSystem, Path path, Writer writer) {
        try {
            String scheme = fileSystem.getUri().getScheme();
            if ("file".equals(scheme)) {
                writeLocal(path, writer, WholeFile::replace);
            } else if (OBJECT_STORES.contains(scheme)) {
                upload(fileSystem, path, true, writer);
            } else {
                writeAndRename(fileSystem, path, writer, Options.Rename.OVERWRITE);
            }
        } catch (IOException e) {
            throw StorageFault.writing(path, e);
        }
    }

    /**
     * Writes a small file, with the folders above it, unless there is one: of many that try at once, one succeeds.
     *
     * <p>On the local disk by a hard link, on HDFS-like systems by a rename that replaces nothing, on S3 by {@link
     * ConditionalPut}; other object stores do what they can when asked not to overwrite.
     *
     * @param bytes different from those of everyone else who tries
     * @return whether the file is there with these bytes
     * @throws org.unclip.config.UserError as {@link #write}, and on an S3 that does not know conditional writes
     */
    static boolean create(FileSystem fileSystem, Path path, byte[] bytes) {
        Writer writer = out -> out.write(bytes);
        try {
            String scheme = fileSystem.getUri().getScheme();
            if ("file".equals(scheme)) {
                writeLocal(path, writer, WholeFile::nameIfFree);
            } else if ("s3a".equals(scheme)) {
                return ConditionalPut.put(fileSystem, path, bytes) || has(fileSystem, path, bytes);
            } else if (OBJECT_STORES.contains(scheme)) {
                upload(fileSystem, path, false, writer);
            } else {
                writeAndRename(fileSystem, path, writer, Options.Rename.NONE);
            }
            return true;
        } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw StorageFault.writing(path, e);
        }
    }

    /** Whether the file has these bytes: a client that got no answer puts an object again, and is refused then. */
    private static boolean has(FileSystem fileSystem, Path path, byte[] bytes) throws IOException {
        try (InputStream in = fileSystem.open(path)) {
            return Arrays.equals(in.readAllBytes(), bytes);
        } catch (FileNotFoundException deletedMeanwhile) {
            return false;
        }
    }

    private static void writeLocal(Path target, Writer writer, Naming naming) throws IOException {
        java.nio.file.Path path = java.nio.file.Path.of(target.toUri().getPath());
        java.nio.file.Path folder =
                Files.createDirectories(path.toAbsolutePath().getParent());
        java.nio.file.Path part = folder.resolve(partName(path.getFileName().toString()));
        try {
            try (FileChannel file = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES);
                writer.write(out);
                out.flush();
                file.force(true);
            }
            naming.name(part, path);
            force(folder);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** By a link, so that nobody sees a part of it; by a copy on file systems that have none. */
    private static void nameIfFree(java.nio.file.Path part, java.nio.file.Path path) throws IOException {
        try {
            Files.createLink(path, part);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (IOException | UnsupportedOperationException noLinks) {
            Files.copy(part, path);
        }
    }

    private static void replace(java.nio.file.Path part, java.nio.file.Path path) throws IOException {
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes a rename outlast a power cut, where folders can be opened. */
    private static void force(java.nio.file.Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static void upload(FileSystem fileSystem, Path path, boolean overwrite, Writer writer) throws IOException {
        FSDataOutputStream out = fileSystem.create(path, overwrite);
        try {
            writer.write(out);
        } catch (IOException | RuntimeException e) {
            if (out.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
                out.abort();
            }
            out.close(); // after an abort this publishes nothing
            throw e;
        }
        out.close();
    }

    private static void writeAndRename(FileSystem fileSystem, Path path, Writer writer, Options.Rename how)
            throws IOException {
        Path part = new Path(path.getParent(), partName(path.getName()));
        try {
            try (FSDataOutputStream out = fileSystem.create(part, false)) {
                writer.write(out);
                out.hsync();
            }
            FileContext.getFileContext(fileSystem.getUri(), fileSystem.getConf())
                    .rename(part, path, how);
        } catch (IOException | RuntimeException e) {
            fileSystem.delete(part, false);
            throw e;
        }
    }

    /** Whether a file of this name is what a killed writer left. */
    static boolean isPart(String name) {
        return name.startsWith(".") && name.endsWith(PART);
    }

    private static String partName(String name) {
        return "." + name + "." + UUID.randomUUID() + PART;
    }
}
