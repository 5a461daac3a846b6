package org.unclip.storage;

/**
 * A file of a checkpoint: the same elements {@code [from, from + length)} of each of its vectors.
 *
 * @param file its name in the checkpoint's folder
 * @param crc32c checksum of the whole file (Castagnoli)
 */
public record SliceFile(String file, long from, int length, long crc32c) {
    long end() {
        return from + length;
    }
}
