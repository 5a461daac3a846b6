package org.unclip.nn;

import java.util.Map;

/**
 * What training a model ended with.
 *
 * @param layout of the values: that of the {@link Network} that was trained
 * @param values the flat vector to be used from now on, averaged where the recipe says so; not copied
 * @param step training steps done
 * @param metrics what was measured, by name
 */
@SuppressWarnings("ArrayRecordComponent") // carries weights, is never compared
public record TrainedWeights(ParameterLayout layout, float[] values, long step, Map<String, Double> metrics) {

    /** The values as model files of this graph hold them. */
    public float[] inLayoutOf(ModelGraph graph) {
        return layout.project(values, graph.layout());
    }
}
