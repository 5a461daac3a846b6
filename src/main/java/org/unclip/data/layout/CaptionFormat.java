package org.unclip.data.layout;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Forms of captions files with a caption a line, told apart by their first line. */
enum CaptionFormat {
    /** {@code Flickr8k.token.txt}, {@code results_20130124.token}: {@code name.jpg#0}, a tab, the caption; no header. */
    TOKEN(Pattern.compile("[^\\t]+#\\d+\\t.*"), false, "NAME.jpg#0, a tab and the caption"),
    /**
     * Flickr30k's {@code results.csv}: {@code name.jpg| 0| the caption}. The second bar is missing in the row of
     * 2199200615.jpg: there blanks stand in its place.
     */
    RESULTS(Pattern.compile("image_name\\s*\\|.*"), true, "NAME.jpg| 0| and the caption"),
    /** Kaggle's {@code captions.txt}: comma-separated values by RFC 4180, {@code name.jpg,the caption}. */
    CSV(Pattern.compile("image,caption\\s*"), true, "NAME.jpg, a comma and the caption, in quotes if it has commas");

    private static final Pattern TOKEN_LINE = Pattern.compile("([^\\t]+)#\\d+\\t(.*)");
    private static final Pattern RESULTS_LINE = Pattern.compile("([^|]+?)\\s*\\|\\s*\\d+(?:\\s*\\||\\s)(.*)");

    private static final int CSV_FIELDS = 2;

    private final Pattern firstLine;
    private final boolean header;
    private final String form;

    CaptionFormat(Pattern firstLine, boolean header, String form) {
        this.firstLine = firstLine;
        this.header = header;
        this.form = form;
    }

    /** The form of a file that begins with this line. */
    static Optional<CaptionFormat> of(String line) {
        for (CaptionFormat format : values()) {
            if (format.firstLine.matcher(line).matches()) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** Whether the first line is no caption. */
    boolean hasHeader() {
        return header;
    }

    /** Whether the record goes on in the next line. */
    boolean isOpen(String record) {
        return this == CSV && CsvRecord.of(record).isOpen();
    }

    /** Whether a record of several lines has all its fields and no more. */
    boolean isWhole(String record) {
        CsvRecord read = CsvRecord.of(record);
        return read.isSound() && read.fields().size() == CSV_FIELDS;
    }

    /**
     * What a line, or a record of several, says.
     *
     * @throws UnusableTextException if it has another form
     */
    CaptionLine parse(String record) throws UnusableTextException {
        return switch (this) {
            case TOKEN -> matched(TOKEN_LINE.matcher(record), record);
            case RESULTS -> matched(RESULTS_LINE.matcher(record), record);
            case CSV -> values(record);
        };
    }

    private CaptionLine matched(Matcher matcher, String record) throws UnusableTextException {
        if (!matcher.matches()) {
            throw malformed(record);
        }
        return new CaptionLine(matcher.group(1).strip(), matcher.group(2));
    }

    private CaptionLine values(String record) throws UnusableTextException {
        if (!isWhole(record)) {
            throw malformed(record);
        }
        List<String> fields = CsvRecord.of(record).fields();
        return new CaptionLine(fields.get(0).strip(), fields.get(1));
    }

    private UnusableTextException malformed(String record) {
        return new UnusableTextException(
                TextFault.MALFORMED_LINE, "must be " + form + ", but is \"" + Excerpt.of(record) + "\"");
    }
}
