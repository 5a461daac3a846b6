package org.unclip.paramserver;

import java.util.List;
import org.unclip.paramserver.PartialSums.Part;

/**
 * The ranks of a training as one of them sees them, and what they exchange in a step. All ranks call the same methods in
 * the same order; each returns once what it waits for has come. One caller at a time.
 *
 * <p>The methods throw {@link PeerLostException} if a rank is gone or does not answer in time.
 */
public interface Peers extends AutoCloseable {
    /** A vector that every rank holds whole, and each owns a slice of. */
    enum Whole {
        /** The parameters. */
        PARAMETERS,
        /** The averaged parameters, wanted for validation. */
        AVERAGE
    }

    /** This rank, from 0. */
    int rank();

    /** How many ranks there are. */
    int count();

    /** Who owns what. */
    SliceMap slices();

    /**
     * Brings partial sums of the gradient to the owners of their slices.
     *
     * @param mine sums of this rank's micro-batches over the whole vector; must stay as they are until the next
     *     {@link #publish} of parameters has returned
     * @return sums of all ranks over this rank's slice, in the order of the micro-batches; valid until the next call
     */
    List<Part> reduce(long step, List<Part> mine);

    /** Tells everyone a few numbers, and returns everyone's, by rank. */
    List<double[]> gather(long step, double[] mine);

    /**
     * Brings the owners' slices of a vector to everyone.
     *
     * @param mine this rank's slice; must stay as it is until the next {@link #reduce} or {@link #gather} has returned
     * @return the whole vector; its array is used again by the next call of the kind
     */
    float[] publish(Whole vector, long step, float[] mine);

    /** Waits until everyone has come to this point, from where nobody needs another; only {@link #close} may follow. */
    void leave();

    /** Hangs up. To those who are not leaving, this rank is lost. */
    @Override
    void close();
}
