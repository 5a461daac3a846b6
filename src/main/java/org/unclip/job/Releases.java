package org.unclip.job;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unclip.config.UserError;
import org.unclip.storage.Folder;

/**
 * The releases of a home, a folder each, which is never changed once its {@code release.json} is there; and {@code
 * current.json}, which names the promoted one and is replaced whole. So whoever reads a release keeps it whatever is
 * promoted meanwhile. Promotions are one job's at a time.
 *
 * @param folder that has them
 */
public record Releases(Folder folder) {
    private static final String CURRENT = "current.json";
    private static final String CARD = "release.json";
    private static final int SCHEMA_VERSION = 1;

    /**
     * That a release was promoted.
     *
     * @param since an instant of ISO 8601
     * @param by which command did it
     */
    public record Promotion(String name, String since, String by) {}

    /** The content of {@code current.json}: the last promotion is the one that holds. */
    private record Current(int schemaVersion, String name, List<Promotion> promotions) {}

    /** Of a home, which is a run's folder. */
    public static Releases of(Folder home) {
        return new Releases(home.folder("releases"));
    }

    /** Name of the promoted release; empty before the first promotion. */
    public Optional<String> current() {
        return read().map(Current::name);
    }

    /** All promotions, the oldest first. */
    public List<Promotion> promotions() {
        return read().map(Current::promotions).orElse(List.of());
    }

    private Optional<Current> read() {
        return new JsonFile(folder, CURRENT).read(new TypeReference<Current>() {});
    }

    /** The folder of a release. */
    public Folder folder(String name) {
        return folder.folder(name);
    }

    /** All that are whole, in the order in which they were made. */
    public List<Release> all() {
        return folder.names().stream()
                .filter(name -> !name.equals(CURRENT))
                .flatMap(name -> read(name).stream())
                .sorted((one, other) -> one.made().compareTo(other.made()))
                .toList();
    }

    /**
     * A release.
     *
     * @throws UserError if there is none of this name
     */
    public Release get(String name) {
        return read(name)
                .orElseThrow(() -> UserError.of(
                        "the release",
                        name,
                        "one of " + all().stream().map(Release::name).toList(),
                        "name a release of " + folder));
    }

    Optional<Release> read(String name) {
        return new JsonFile(folder(name), CARD).read(new TypeReference<Release>() {});
    }

    /** Makes a release exist, of the models that lie in its folder. */
    void complete(Release release) {
        new JsonFile(folder(release.name()), CARD).write(release);
    }

    /** Makes a release the promoted one; nothing happens if it is. */
    void promote(String name, String by) {
        if (current().equals(Optional.of(name))) {
            return;
        }
        List<Promotion> all = new ArrayList<>(promotions());
        all.add(new Promotion(name, Outcome.now(), by));
        new JsonFile(folder, CURRENT).write(new Current(SCHEMA_VERSION, name, all));
    }

    /**
     * The one that was promoted before the present one, and so is what a rollback goes back to. Several rollbacks in a row
     * go back further.
     *
     * @throws UserError if there is none
     */
    String before() {
        List<String> stack = new ArrayList<>();
        for (Promotion promotion : promotions()) {
            int earlier = stack.lastIndexOf(promotion.name());
            if (promotion.by().equals(ReleasesJob.ROLLBACK) && earlier >= 0) {
                stack.subList(earlier + 1, stack.size()).clear();
            } else {
                stack.add(promotion.name());
            }
        }
        if (stack.size() < 2) {
            throw UserError.fatal("There is no release before %s in %s: promote one by its name."
                    .formatted(current().orElse("the first promotion"), folder));
        }
        return stack.get(stack.size() - 2);
    }
}
