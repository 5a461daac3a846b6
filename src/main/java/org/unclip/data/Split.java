package org.unclip.data;

import java.util.Locale;

/** What a pair is used for. */
public enum Split {
    /** Models are trained on it. */
    TRAIN,
    /** Models are measured by it while they are trained, and after. */
    VALIDATION,
    /** Kept in the tables, out of training and validation: for a last measurement by the user. */
    TEST,
    /** In none of the data set's own split lists: kept in the tables, out of training and evaluation. */
    UNLISTED;

    /** As it is written in tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The split of a key whose layout does not say: validation for that share of all keys. */
    public static Split ofKey(String key, double validationFraction) {
        double chance = KeyHash.random(0, "split", key).nextDouble();
        return chance < validationFraction ? VALIDATION : TRAIN;
    }
}
