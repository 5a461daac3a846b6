package org.unclip.data.layout;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unclip.config.UserError;

/** Reads a captions file with a caption a line, of any {@link CaptionFormat}. */
final class CaptionFile {
    private final TextLines lines;
    private final String file;
    private final FoundCaptions into;

    private CaptionFile(TextLines lines, String file, FoundCaptions into) {
        this.lines = lines;
        this.file = file;
        this.into = into;
    }

    /**
     * Adds what the file says to what was found; of its lines those that cannot be used are noted and blank ones passed
     * over.
     *
     * @param file its name, for errors and rejections
     * @throws UserError if the first line is of no known form
     */
    static void read(InputStream in, String file, FoundCaptions into) throws IOException {
        try (TextLines lines = new TextLines(in)) {
            new CaptionFile(lines, file, into).readAll();
        }
    }

    private void readAll() throws IOException {
        Optional<TextLines.Line> line = lines.next();
        CaptionFormat format = format(line);
        if (format.hasHeader()) {
            line = lines.next();
        }
        for (; line.isPresent(); line = lines.next()) {
            read(line.get(), format);
        }
    }

    private CaptionFormat format(Optional<TextLines.Line> first) {
        String beginning = "";
        try {
            beginning = first.isPresent() ? first.get().text() : "";
        } catch (UnusableTextException e) {
            beginning = "(" + e.getMessage() + ")";
        }
        Optional<CaptionFormat> format = CaptionFormat.of(beginning);
        if (format.isEmpty()) {
            throw UserError.fatal(
                    "Captions file %s begins with \"%s\", but must begin with the header \"image,caption\", the header \"image_name| comment_number| comment\", or NAME.jpg#0, a tab and a caption: correct data.captions."
                            .formatted(file, Excerpt.of(beginning)));
        }
        return format.get();
    }

    private void read(TextLines.Line line, CaptionFormat format) throws IOException {
        try {
            String text = line.text();
            if (!text.isBlank()) {
                CaptionLine said = format.parse(format.isOpen(text) ? continued(text, format) : text);
                into.add(said.picture(), List.of(said.caption()));
            }
        } catch (UnusableTextException e) {
            into.reject(file.substring(file.lastIndexOf('/') + 1), line.number(), e);
        }
    }

    /** The record with the lines it goes on in; the first line alone, which is none, if it never ends. */
    private String continued(String first, CaptionFormat format) throws IOException {
        String record = first;
        List<TextLines.Line> taken = new ArrayList<>();
        while (format.isOpen(record)) {
            Optional<String> next = record.length() > CaptionText.MAX_BYTES ? Optional.empty() : following(taken);
            if (next.isEmpty()) {
                lines.giveBack(taken);
                return first;
            }
            record += "\n" + next.get();
        }
        if (!format.isWhole(record)) { // closed by the quote that opens another caption
            lines.giveBack(taken);
            return first;
        }
        return record;
    }

    /** The next line, if there is one that can be read. */
    private Optional<String> following(List<TextLines.Line> taken) throws IOException {
        Optional<TextLines.Line> next = lines.next();
        next.ifPresent(taken::add);
        try {
            return next.isPresent() ? Optional.of(next.get().text()) : Optional.empty();
        } catch (UnusableTextException e) {
            return Optional.empty();
        }
    }
}
