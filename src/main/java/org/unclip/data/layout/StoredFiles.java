package org.unclip.data.layout;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.unclip.config.UserError;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureDecoder;
import org.unclip.data.picture.UnreadablePictureException;
import org.unclip.storage.StorageFault;

/** Files of a data set on any Hadoop file system, with the session's storage settings. Used by many tasks. */
final class StoredFiles implements PictureReader, Serializable {
    private static final long serialVersionUID = 1L;
    private static final Set<String> PICTURE_ENDINGS = Set.of("jpg", "jpeg", "png", "gif", "bmp", "webp");
    /** Largest picture file that is read. */
    static final long MAX_PICTURE_BYTES = 256L << 20; // no encoded picture within the pixel limit is larger

    private static final int ROWS_PER_TASK = 1000;

    private final SerializableConfiguration configuration;

    StoredFiles(SparkSession spark) {
        this(spark.sparkContext().hadoopConfiguration());
    }

    StoredFiles(Configuration configuration) {
        this.configuration = new SerializableConfiguration(configuration);
    }

    /** Whether the name's ending is that of a picture. */
    static boolean isPicture(String name) {
        return PICTURE_ENDINGS.contains(ending(name));
    }

    /** What follows the last dot, in lower case; nothing if there is no dot. */
    static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * Every file below a folder: full location by name relative to it, in order of names.
     *
     * @param setting the key that named the folder, for the error
     * @throws UserError if there is no such folder
     */
    Map<String, String> list(String folder, String setting) {
        Map<String, String> files = new TreeMap<>();
        try {
            FileSystem fileSystem = fileSystem(new Path(folder));
            Path root = fileSystem.makeQualified(new Path(folder));
            int prefix = root.toString().length() + 1;
            RemoteIterator<LocatedFileStatus> found = fileSystem.listFiles(root, true);
            while (found.hasNext()) {
                String location = found.next().getPath().toString();
                files.put(location.substring(prefix), location);
            }
        } catch (FileNotFoundException e) {
            throw UserError.of(setting, folder, "a folder that exists", "correct the path");
        } catch (IOException e) {
            throw UserError.retry("Cannot list " + folder + ": " + e.getMessage(), e);
        }
        return files;
    }

    /**
     * Asks for a folder's content, of the first level alone.
     *
     * @param setting the key that named the folder, for the error
     * @throws UserError if there is no such folder
     */
    void requireFolder(String folder, String setting) {
        Path path = new Path(folder);
        try {
            if (!fileSystem(path).getFileStatus(path).isDirectory()) {
                throw UserError.of(setting, folder, "a folder", "name the folder that the files lie in");
            }
            fileSystem(path).listStatusIterator(path).hasNext();
        } catch (FileNotFoundException e) {
            throw UserError.of(setting, folder, "a folder that exists", "correct the path");
        } catch (IOException e) {
            throw StorageFault.reading(path, e);
        }
    }

    /** Files that a pattern such as {@code annotations/captions_*.json} names, in order. */
    Path[] matching(String pattern, String setting) {
        try {
            Path path = new Path(pattern);
            var found = fileSystem(path).globStatus(path);
            if (found == null || found.length == 0) {
                throw UserError.of(setting, pattern, "a file that exists", "correct the path");
            }
            Path[] paths = new Path[found.length];
            for (int i = 0; i < found.length; i++) {
                paths[i] = found[i].getPath();
            }
            return paths;
        } catch (IOException e) {
            throw UserError.retry("Cannot list " + pattern + ": " + e.getMessage(), e);
        }
    }

    /** A listing as rows in tasks of bearable size. */
    static Dataset<Row> distribute(SparkSession spark, List<Row> rows, StructType schema) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        int slices = Math.max(context.defaultParallelism(), rows.size() / ROWS_PER_TASK + 1);
        return spark.createDataFrame(context.parallelize(rows, slices), schema);
    }

    /** What takes the content of a file in. */
    interface Content {
        void read(InputStream in) throws IOException;
    }

    /**
     * Reads a file of the data set, on the driver.
     *
     * @throws UserError if the storage fails
     */
    void reading(Path file, Content content) {
        try (FSDataInputStream in = open(file)) {
            content.read(in);
        } catch (IOException e) {
            throw UserError.retry("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    FSDataInputStream open(Path path) throws IOException {
        FileSystem fileSystem = fileSystem(path);
        try {
            return fileSystem.open(path);
        } catch (FileNotFoundException e) {
            if (fileSystem.exists(path)) { // Java says so too of a local file that this user may not read
                throw new AccessControlException(e);
            }
            throw e;
        }
    }

    /** Bytes of a file. */
    long length(Path path) throws IOException {
        return fileSystem(path).getFileStatus(path).getLen();
    }

    /** Of local files without Hadoop's checksum files, which a name with a colon can't have. */
    private FileSystem fileSystem(Path path) throws IOException {
        FileSystem fileSystem = path.getFileSystem(configuration.value());
        return fileSystem instanceof LocalFileSystem local ? local.getRaw() : fileSystem;
    }

    /**
     * A whole text file.
     *
     * @throws UnusableTextException if it is longer than a caption may be in all, or no UTF-8
     */
    String text(String location) throws IOException, UnusableTextException {
        try (FSDataInputStream in = open(new Path(location))) {
            return CaptionText.read(in);
        }
    }

    @Override
    public Picture read(String location) throws IOException, UnreadablePictureException {
        Path path = new Path(location);
        long length = length(path);
        if (length > MAX_PICTURE_BYTES) {
            throw new IOException(
                    location + " has " + length + " bytes, more than the " + MAX_PICTURE_BYTES + " allowed");
        }
        try (FSDataInputStream in = open(path)) {
            byte[] bytes = in.readNBytes((int) length);
            if (bytes.length < length) {
                throw new EOFException(location + " became shorter while it was read");
            }
            return new PictureDecoder().decode(bytes);
        }
    }
}
