package org.unclip.nn.graph;

import java.io.Serializable;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * How Deeplearning4j itself updates a graph's parameters, where it does and not the parameter server.
 *
 * @param updater what makes an update of a gradient
 * @param weightDecay decoupled: the learning rate times this is taken off each decaying parameter; 0 for none
 * @param gradientClip largest norm of a vertex's gradient, for Deeplearning4j knows no norm of the whole; 0 for none
 */
public record GraphUpdater(IUpdater updater, double weightDecay, double gradientClip) implements Serializable {

    /** Leaves the parameters alone. */
    public static final GraphUpdater NONE = new GraphUpdater(new NoOp(), 0, 0);
}
