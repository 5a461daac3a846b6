package org.unclip.data.layout;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.unclip.data.layout.TarMembers.Member;

/**
 * Lists the samples of one tar as rows of {@link CaptionedPictures#SCHEMA}, one at a time, without reading a picture. A tar
 * that is cut or damaged ends with a row that says so.
 */
final class TarSamples implements Iterator<Row> {
    private final String key;
    private final String split;
    private final String tar;
    private final StoredFiles storage;
    private final Queue<Row> ready = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private TarMembers members;
    private TarSample sample;
    private boolean ended;

    /**
     * @param key of the tar, first part of its samples' keys
     * @param split of its samples, null if their keys decide
     * @param tar full location
     */
    TarSamples(StoredFiles storage, String key, String split, String tar) {
        this.storage = storage;
        this.key = key;
        this.split = split;
        this.tar = tar;
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !ended) {
            advance();
        }
        return !ready.isEmpty();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private void advance() {
        try {
            if (members == null) {
                open();
            }
            Optional<Member> member = members.next();
            if (member.isPresent()) {
                take(member.get());
            } else {
                finishSample();
                members.close();
                ended = true;
            }
        } catch (EOFException e) {
            finishCut("cut-archive", e);
        } catch (IOException e) {
            boolean cut =
                    String.valueOf(e.getMessage()).startsWith("Truncated TAR"); // commons-compress has no type for it
            finishCut(cut ? "cut-archive" : "damaged-archive", e);
        }
    }

    private void open() throws IOException {
        members = new TarMembers(TarInput.open(storage, tar));
        TaskEnd.closes(members);
    }

    private void take(Member member) throws IOException {
        if (sample == null || !sample.misses(member.name())) {
            finishSample();
            sample = new TarSample(tar, TarSample.nameOf(member.name()));
        }
        sample.take(member, members);
    }

    private void finishSample() {
        if (sample != null && sample.isAny()) {
            String sampleKey = key + "/" + sample.name();
            ready.add(seen.add(sample.name()) ? sample.row(sampleKey, split) : again(sampleKey));
        }
        sample = null;
    }

    /** The key names the place, for the pair of that key may be in the table. */
    private static Row again(String sampleKey) {
        return LayoutRow.rejected(
                sampleKey + " (again)",
                "duplicate-key",
                "came before, or its members do not follow one another; the first is taken");
    }

    /** What came whole is kept; what the fault may have taken a member from is not judged by what is missing. */
    private void finishCut(String reason, IOException fault) {
        if (sample != null && sample.isAny() && !sample.isComplete()) {
            ready.add(LayoutRow.rejected(key + "/" + sample.name(), reason, "the last one before the fault of " + tar));
            sample = null;
        }
        finishSample();
        String detail = "what comes before is kept, what follows is lost: " + fault.getMessage();
        ready.add(LayoutRow.rejected(key, reason, detail));
        ended = true;
    }
}
