package org.unclip.data.layout;

import java.util.ArrayList;
import java.util.List;

/** A record of comma-separated values by RFC 4180: fields may be quoted, with quotes in them doubled. */
final class CsvRecord {
    private final String text;
    private final List<String> fields = new ArrayList<>();
    private int at;
    private boolean open;
    private boolean sound = true;

    private CsvRecord(String text) {
        this.text = text;
        do {
            fields.add(field());
        } while (at++ < text.length());
    }

    /** Reads what may be a whole record or the first lines of one. */
    static CsvRecord of(String text) {
        return new CsvRecord(text);
    }

    /** Whether a quoted field goes on in the next line. */
    boolean isOpen() {
        return open;
    }

    /** Whether nothing but a comma or the end follows each quoted field. */
    boolean isSound() {
        return sound && !open;
    }

    /** The fields without their quotes. */
    List<String> fields() {
        return List.copyOf(fields);
    }

    private String field() {
        return at < text.length() && text.charAt(at) == '"' ? quoted() : until(comma());
    }

    private String quoted() {
        StringBuilder field = new StringBuilder();
        int from = at + 1;
        int quote = text.indexOf('"', from);
        while (quote >= 0 && text.startsWith("\"\"", quote)) {
            field.append(text, from, quote + 1);
            from = quote + 2;
            quote = text.indexOf('"', from);
        }
        open = quote < 0;
        at = open ? text.length() : quote + 1;
        field.append(text, from, open ? text.length() : quote);
        int end = comma();
        sound &= end == at;
        at = end;
        return field.toString();
    }

    private String until(int end) {
        String field = text.substring(at, end);
        at = end;
        return field;
    }

    private int comma() {
        int comma = text.indexOf(',', at);
        return comma < 0 ? text.length() : comma;
    }
}
