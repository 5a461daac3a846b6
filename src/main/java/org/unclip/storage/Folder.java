package org.unclip.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.unclip.config.UserError;

/**
 * A folder on any Hadoop file system, which need not exist yet.
 *
 * <p>All faults of the storage are {@link UserError}s that name path and cause. Immutable; for any thread. It can be sent
 * to another process, which then opens it with the same settings.
 */
public final class Folder implements Serializable {
    private static final long serialVersionUID = 1;

    private final transient FileSystem fileSystem;
    private final transient Path path;

    /** A folder on its way to another process: opened there with the same settings. */
    private record Sent(String location, byte[] settings) implements Serializable {
        private Object readResolve() throws IOException {
            Configuration configuration = new Configuration(false);
            configuration.readFields(new DataInputStream(new ByteArrayInputStream(settings)));
            return at(location, configuration);
        }
    }

    private Folder(FileSystem fileSystem, Path path) {
        this.fileSystem = fileSystem;
        this.path = path;
    }

    /** A folder by path or URI, with Hadoop's settings from the class path. */
    public static Folder at(String location) {
        return at(location, new Configuration());
    }

    /** A folder by path or URI ({@code runs/one}, {@code s3a://bucket/runs/one}), with Hadoop's settings as told. */
    public static Folder at(String location, Configuration settings) {
        try {
            Path path = new Path(location);
            FileSystem fileSystem = path.getFileSystem(settings);
            return new Folder(fileSystem, fileSystem.makeQualified(path));
        } catch (IllegalArgumentException e) {
            throw UserError.fatal("%s is not a path: %s.".formatted(location, e.getMessage()), e);
        } catch (IOException e) {
            throw UserError.fatal("Cannot open %s: %s.".formatted(location, e.getMessage()), e);
        }
    }

    /** A folder in this one. */
    public Folder folder(String name) {
        return new Folder(fileSystem, new Path(path, name));
    }

    /** The path of a file in this folder, for messages and for readers of other libraries. */
    public Path path(String name) {
        return new Path(path, name);
    }

    /** Writes or replaces a file in it by {@link WholeFile}. */
    public void write(String name, WholeFile.Writer writer) {
        WholeFile.write(fileSystem, path(name), writer);
    }

    /**
     * Writes a small file in it, unless there is one: of many that try at once, one succeeds, by {@link WholeFile#create}.
     *
     * @param bytes different from those of everyone else who tries
     * @return whether it did
     */
    public boolean create(String name, byte[] bytes) {
        return WholeFile.create(fileSystem, path(name), bytes);
    }

    /** When the storage, by its own clock, last had a file in it written. */
    public Instant modified(String name) {
        try {
            return Instant.ofEpochMilli(fileSystem.getFileStatus(path(name)).getModificationTime());
        } catch (IOException e) {
            throw StorageFault.reading(path(name), e);
        }
    }

    /** Opens a file in it for reading from the beginning. */
    public InputStream open(String name) {
        try {
            return fileSystem.open(path(name));
        } catch (IOException e) {
            throw StorageFault.reading(path(name), e);
        }
    }

    /** A small file's whole content. */
    public byte[] read(String name) {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw StorageFault.reading(path(name), e);
        }
    }

    /** Whether the folder itself is there; an object store has none that is empty. */
    public boolean isThere() {
        try {
            return fileSystem.exists(path);
        } catch (IOException e) {
            throw StorageFault.reading(path, e);
        }
    }

    /** Whether there is a file or folder of this name in it. */
    public boolean has(String name) {
        try {
            return fileSystem.exists(path(name));
        } catch (IOException e) {
            throw StorageFault.reading(path(name), e);
        }
    }

    /** The names of its files and folders, sorted; none if it does not exist. */
    public List<String> names() {
        try {
            FileStatus[] statuses = fileSystem.listStatus(path);
            return Arrays.stream(statuses)
                    .map(status -> status.getPath().getName())
                    .sorted()
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw StorageFault.reading(path, e);
        }
    }

    /** Deletes a file or a folder with all that is in it, if there. */
    public void delete(String name) {
        try {
            fileSystem.delete(path(name), true);
        } catch (IOException e) {
            throw StorageFault.writing(path(name), e);
        }
    }

    /** Deletes the folder itself, unless there is something in it. */
    public void deleteIfEmpty() {
        try {
            if (isThere() && fileSystem.listStatus(path).length == 0) {
                fileSystem.delete(path, false); // which refuses where something came meanwhile
            }
        } catch (IOException e) {
            throw StorageFault.writing(path, e);
        }
    }

    /**
     * Appends to a file, or begins it. A store that cannot append (an object store) gets the file anew, whole; on the
     * others a process killed meanwhile can leave the beginning of {@code bytes}.
     */
    public void append(String name, byte[] bytes) {
        Path file = path(name);
        try {
            if ("file".equals(fileSystem.getUri().getScheme())) {
                java.nio.file.Path local = java.nio.file.Path.of(file.toUri().getPath());
                Files.createDirectories(local.getParent());
                Files.write(local, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } else if (fileSystem.exists(file)) {
                appendToExisting(name, bytes);
            } else {
                write(name, out -> out.write(bytes));
            }
        } catch (IOException e) {
            throw StorageFault.writing(file, e);
        }
    }

    private void appendToExisting(String name, byte[] bytes) throws IOException {
        if (fileSystem.hasPathCapability(path(name), CommonPathCapabilities.FS_APPEND)) {
            try (FSDataOutputStream out = fileSystem.append(path(name))) {
                out.write(bytes);
            }
        } else {
            byte[] before = read(name);
            write(name, out -> {
                out.write(before);
                out.write(bytes);
            });
        }
    }

    private Object writeReplace() throws IOException {
        ByteArrayOutputStream settings = new ByteArrayOutputStream();
        fileSystem.getConf().write(new DataOutputStream(settings));
        return new Sent(path.toString(), settings.toByteArray());
    }

    @Override
    public String toString() {
        return StorageFault.shown(path);
    }
}
