package org.unclip.job.bench;

/** A part of a step's exchange, in their order. */
enum ExchangePhase {
    /** Partial sums of the gradient go to the owners of their slices. */
    REDUCE("gradients to their owners"),
    /** The owner adds them up along the tree, and squares them. */
    ADD("tree sum and squares"),
    /** Everyone learns the gradient's norm. */
    NORM("norm"),
    /** The owner updates its slice. */
    UPDATE("AdamW and average"),
    /** The owners' slices go to everyone. */
    PUBLISH("parameters to everyone");

    private final String words;

    ExchangePhase(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
