package org.unclip.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A Hadoop file system over local folders that is full after a number of bytes, in two kinds: {@code small:} shows
 * what is being written, as HDFS does; {@code s3a:} shows an object when its stream is closed, unless aborted.
 */
public final class SmallStore extends RawLocalFileSystem {
    private static long bytesLeft;
    private static boolean denied;

    private URI uri;

    /** Settings under which both kinds are found. */
    public static Configuration settings() {
        Configuration settings = new Configuration();
        for (String scheme : new String[] {"small", "s3a"}) {
            settings.set("fs." + scheme + ".impl", SmallStore.class.getName());
            settings.setBoolean("fs." + scheme + ".impl.disable.cache", true);
            settings.set("fs.AbstractFileSystem." + scheme + ".impl", SmallStoreContext.class.getName());
        }
        return settings;
    }

    /** Lets this many more bytes be written. */
    public static void setBytesLeft(long bytes) {
        bytesLeft = bytes;
        denied = false;
    }

    /** Refuses every file that is begun from now on. */
    public static void deny() {
        denied = true;
    }

    @Override
    public void initialize(URI name, Configuration settings) throws IOException {
        uri = URI.create(name.getScheme() + ":///");
        super.initialize(name, settings);
    }

    @Override
    public URI getUri() {
        return uri == null ? URI.create("small:///") : uri;
    }

    @Override
    public String getScheme() {
        return getUri().getScheme();
    }

    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int buffer, short replication, long block, Progressable progress)
            throws IOException {
        if (denied) {
            throw new org.apache.hadoop.security.AccessControlException("Permission denied");
        }
        Files.createDirectories(pathToFile(path).toPath().getParent());
        OutputStream target = getScheme().equals("s3a")
                ? new Upload(path)
                : Files.newOutputStream(pathToFile(path).toPath());
        return new FSDataOutputStream(new Limited(target), null);
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        return create(path, overwrite, buffer, replication, block, progress);
    }

    @Override
    public boolean hasPathCapability(Path path, String capability) {
        return false;
    }

    /** Makes {@code small:} and {@code s3a:} known to Hadoop's other interface. */
    public static final class SmallStoreContext extends DelegateToFileSystem {
        /** Called by Hadoop. */
        public SmallStoreContext(URI uri, Configuration settings) throws IOException, URISyntaxException {
            super(uri, new SmallStore(), settings, uri.getScheme(), false);
        }
    }

    private static final class Limited extends OutputStream implements StreamCapabilities, Abortable {
        private final OutputStream target;

        Limited(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            int fitting = (int) Math.min(count, bytesLeft);
            target.write(bytes, from, fitting);
            bytesLeft -= fitting;
            if (fitting < count) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public boolean hasCapability(String capability) {
            return target instanceof Upload && capability.equals(StreamCapabilities.ABORTABLE_STREAM);
        }

        @Override
        public AbortableResult abort() {
            ((Upload) target).aborted = true;
            return null;
        }

        @Override
        public void close() throws IOException {
            target.close();
        }
    }

    private final class Upload extends ByteArrayOutputStream {
        private final Path path;
        private boolean aborted;

        Upload(Path path) {
            this.path = path;
        }

        @Override
        public void close() throws IOException {
            if (!aborted) {
                Files.write(pathToFile(path).toPath(), toByteArray());
            }
        }
    }
}
