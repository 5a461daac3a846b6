package org.unclip.nn;

import java.util.Map;
import java.util.TreeMap;

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

    /** The same with what else was measured; the metrics are in the order of their names. */
    public TrainedWeights with(Map<String, Double> measured) {
        Map<String, Double> all = new TreeMap<>(metrics);
        all.putAll(measured);
        return new TrainedWeights(layout, values, step, all);
    }

    /** The values as model files of this graph hold them. */
    public float[] inLayoutOf(ModelGraph graph) {
        return layout.project(values, graph.layout());
    }
}
