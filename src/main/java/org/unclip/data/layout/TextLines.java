package org.unclip.data.layout;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.util.LineReader;

/** Lines of a text file, whatever their ends, of which no more than {@link CaptionText#MAX_BYTES} are held in memory. */
final class TextLines implements Closeable {
    private final LineReader reader;
    private final Deque<Line> back = new ArrayDeque<>();
    private long number;

    TextLines(InputStream in) {
        this.reader = new LineReader(in);
    }

    /**
     * A line as found.
     *
     * @param number from 1
     */
    record Line(long number, Text bytes) {
        /**
         * The line without its end.
         *
         * @throws UnusableTextException if it is too long or no UTF-8
         */
        String text() throws UnusableTextException {
            if (bytes.getLength() > CaptionText.MAX_BYTES) {
                throw new UnusableTextException(
                        TextFault.CAPTION_TOO_LONG,
                        "line " + number + " is longer than the " + CaptionText.MAX_BYTES + " bytes allowed");
            }
            return CaptionText.decode(bytes.getBytes(), bytes.getLength());
        }
    }

    /** The next line, nothing after the last. */
    Optional<Line> next() throws IOException {
        if (!back.isEmpty()) {
            return Optional.of(back.pop());
        }
        Text bytes = new Text();
        int consumed = reader.readLine(bytes, CaptionText.MAX_BYTES + 1); // what is beyond is passed over
        return consumed == 0 ? Optional.empty() : Optional.of(new Line(++number, bytes));
    }

    /** Lines that {@link #next} gave shall be given again, in the same order. */
    void giveBack(List<Line> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            back.push(lines.get(i));
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
