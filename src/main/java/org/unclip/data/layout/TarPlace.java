package org.unclip.data.layout;

/**
 * Where a picture is in a tar. As text it sorts by tar and offset.
 *
 * @param tar full location of the tar
 * @param offset of its first byte in the unpacked tar
 * @param size in bytes
 */
record TarPlace(String tar, long offset, long size) {
    /** What {@link #toString} puts behind the tar, as a pattern. */
    static final String SUFFIX = "#[0-9]+\\+[0-9]+$";

    /** The place that {@link #toString} wrote. */
    static TarPlace parse(String text) {
        int hash = text.lastIndexOf('#');
        int plus = text.lastIndexOf('+');
        return new TarPlace(
                text.substring(0, hash),
                Long.parseLong(text.substring(hash + 1, plus)),
                Long.parseLong(text.substring(plus + 1)));
    }

    @Override
    public String toString() {
        return "%s#%016d+%d".formatted(tar, offset, size);
    }
}
