package org.unclip.storage;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * The files of a {@link Lease}: {@code holder-000001.json} and so on, one a holder, of which the last counts.
 *
 * @param folder of them alone
 */
record HolderFiles(Folder folder) {
    private static final Pattern NAME = Pattern.compile("holder-([0-9]{6,18})\\.json");

    /** Who came last, whether it still holds or not. */
    Optional<Holder> last() {
        return epochs().boxed()
                .max(Long::compare)
                .map(epoch -> Json.read(folder, name(epoch), Holder.SCHEMA_VERSION, Holder.class));
    }

    /** Writes a holder's file unless its epoch has one; whether it did. */
    boolean create(Holder holder) {
        return folder.create(name(holder.epoch()), Json.bytes(holder));
    }

    /** Writes it anew. */
    void write(Holder holder) {
        Json.write(folder, name(holder.epoch()), holder);
    }

    void deleteBefore(long epoch) {
        epochs().filter(before -> before < epoch).forEach(before -> folder.delete(name(before)));
    }

    /** How long ago a holder's file was written, by the storage's clock alone: a file written now tells its time. */
    Duration silence(Holder holder) {
        String now = "now-" + UUID.randomUUID();
        folder.write(now, out -> {});
        try {
            return Duration.between(folder.modified(name(holder.epoch())), folder.modified(now));
        } finally {
            folder.delete(now);
        }
    }

    private LongStream epochs() {
        return folder.names().stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .mapToLong(name -> Long.parseLong(name.group(1)));
    }

    private static String name(long epoch) {
        return "holder-%06d.json".formatted(epoch);
    }
}
