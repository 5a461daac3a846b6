package org.unclip.evaluation.shapes;

import java.util.List;
import org.unclip.data.shapes.ScenePrompts;
import org.unclip.data.shapes.ScenePrompts.Prompt;

/** The kinds of prompts that scenes are judged by. */
public enum PromptGroup {
    SEEN("One object, combinations of training") {
        @Override
        public List<Prompt> prompts(long seed, int count) {
            return ScenePrompts.pick(ScenePrompts.seen(seed), count, seed);
        }
    },
    HELD_OUT("One object, combinations never seen in training") {
        @Override
        public List<Prompt> prompts(long seed, int count) {
            return ScenePrompts.pick(ScenePrompts.heldOut(seed), count, seed);
        }
    },
    TWO_SEEN("Two objects, combinations of training") {
        @Override
        public List<Prompt> prompts(long seed, int count) {
            return ScenePrompts.twoObjects(seed, false, count);
        }
    },
    TWO_HELD_OUT("Two objects, one of a combination never seen in training") {
        @Override
        public List<Prompt> prompts(long seed, int count) {
            return ScenePrompts.twoObjects(seed, true, count);
        }
    };

    private final String title;

    PromptGroup(String title) {
        this.title = title;
    }

    /** For a heading. */
    public String title() {
        return title;
    }

    /** So many full captions with scenes that fit them, or all there are; the seed decides which. */
    public abstract List<Prompt> prompts(long seed, int count);
}
