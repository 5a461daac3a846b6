package org.unclip.job;

/**
 * The section {@code evaluation}.
 *
 * @param oneObject prompts with one object for drawn scenes, half of them of held-out combinations; 0 for none
 * @param twoObjects prompts with two objects, half of them with a held-out combination; 0 for none
 * @param captions of held-out pairs that are drawn and measured in CLIP's space, at most; 0 for none
 * @param trainingCaptions of pairs trained on that are drawn too, at most; 0 for none
 * @param resamples of the bootstrap behind the intervals, from 20
 */
public record EvaluationSection(int oneObject, int twoObjects, int captions, int trainingCaptions, int resamples) {
    private static final int FEWEST_RESAMPLES = 20;

    public EvaluationSection {
        notNegative("oneObject", oneObject);
        notNegative("twoObjects", twoObjects);
        notNegative("captions", captions);
        notNegative("trainingCaptions", trainingCaptions);
        if (resamples < FEWEST_RESAMPLES) {
            throw new IllegalArgumentException("resamples must be at least " + FEWEST_RESAMPLES + ", got " + resamples);
        }
    }

    private static void notNegative(String key, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(key + " must be at least 0, got " + value);
        }
    }
}
