package org.unclip.data.shard;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.fs.FSDataInputStream;
import org.unclip.config.UserError;
import org.unclip.storage.Folder;

/** One file of examples, read by position. For one thread at a time. */
public final class ExampleShard implements AutoCloseable {
    private final RecordLayout layout;
    private final ShardManifest.Shard shard;
    private final String name;
    private final FSDataInputStream in;

    private ExampleShard(RecordLayout layout, ShardManifest.Shard shard, String name, FSDataInputStream in) {
        this.layout = layout;
        this.shard = shard;
        this.name = name;
        this.in = in;
    }

    /**
     * Opens a shard of the manifest.
     *
     * @throws UserError if the file is missing or has another length than the manifest says
     */
    public static ExampleShard open(Folder folder, ShardManifest manifest, ShardManifest.Shard shard) {
        RecordLayout layout = new RecordLayout(manifest.identity().spec());
        ExampleShard opened =
                new ExampleShard(layout, shard, folder.path(shard.file()).toString(), (FSDataInputStream)
                        folder.open(shard.file())); // as every Hadoop file system gives
        try {
            opened.requireLength();
        } catch (UserError e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    /** Number of examples. */
    public int size() {
        return shard.examples();
    }

    /** The example at a position from 0. */
    public Example example(int position) {
        return example(records(position, 1), 0, position);
    }

    RecordLayout layout() {
        return layout;
    }

    /** The records {@code from .. from + count - 1} as they lie in the file. */
    byte[] records(int from, int count) {
        byte[] records = new byte[count * layout.bytes()];
        readRecords(from, count, records, 0);
        return records;
    }

    void readRecords(int from, int count, byte[] into, int offset) {
        try {
            in.readFully((long) from * layout.bytes(), into, offset, count * layout.bytes());
        } catch (EOFException e) {
            throw damaged("ends too early", e);
        } catch (IOException e) {
            throw UserError.retry("Cannot read the example shard " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * The record at an index of what {@link #readRecords} read.
     *
     * @param position where it lies in the file, for the error
     */
    Example example(byte[] records, int index, int position) {
        int from = index * layout.bytes();
        Example example = Example.of(layout, Arrays.copyOfRange(records, from, from + layout.bytes()));
        if (example == null) {
            throw damaged("has a wrong checksum in record " + position, null);
        }
        return example;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw UserError.retry("Cannot close the example shard " + name + ": " + e.getMessage(), e);
        }
    }

    private void requireLength() {
        long length = (long) shard.examples() * layout.bytes();
        byte[] one = new byte[1];
        try {
            if (length > 0 && in.read(length - 1, one, 0, 1) != 1) {
                throw damaged("is shorter than the " + length + " bytes its manifest says", null);
            }
            if (in.read(length, one, 0, 1) > 0) {
                throw damaged("is longer than the " + length + " bytes its manifest says", null);
            }
        } catch (IOException e) {
            throw UserError.retry("Cannot read the example shard " + name + ": " + e.getMessage(), e);
        }
    }

    private UserError damaged(String fault, Throwable cause) {
        return UserError.fatal(
                "The example shard " + name + " " + fault + ": delete its folder, the next run writes it anew.", cause);
    }
}
