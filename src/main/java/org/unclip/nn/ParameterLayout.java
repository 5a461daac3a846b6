package org.unclip.nn;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unclip.random.KeyedRandom;
import org.unclip.storage.StoredLayout;
import org.unclip.storage.Tensor;

/** Where each parameter lies in the flat vector: names, shapes, offsets, in the vector's order. Immutable. */
public record ParameterLayout(List<Entry> entries) implements Serializable {

    /** A parameter and the index of its first value. */
    public record Entry(Parameter parameter, long offset) implements Serializable {
        /** The index behind its last value. */
        public long end() {
            return offset + parameter.length();
        }
    }

    public ParameterLayout {
        entries = List.copyOf(entries);
    }

    /** Lays parameters out one behind the other. */
    public static ParameterLayout of(List<Parameter> parameters) {
        List<Entry> entries = new ArrayList<>();
        long offset = 0;
        for (Parameter parameter : parameters) {
            entries.add(new Entry(parameter, offset));
            offset += parameter.length();
        }
        return new ParameterLayout(entries);
    }

    /** Number of values in the flat vector. */
    public long total() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end();
    }

    /** The entry of that name; throws {@link IllegalStateException} where there is none. */
    public Entry entry(String name) {
        return entries.stream()
                .filter(e -> e.parameter().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no parameter " + name + " in the layout"));
    }

    /** The same layout as model files and checkpoints describe it. */
    public StoredLayout stored() {
        return new StoredLayout(entries.stream()
                .map(e -> new Tensor(
                        e.parameter().name(),
                        Arrays.stream(e.parameter().shape()).boxed().toList(),
                        e.offset()))
                .toList());
    }

    /** Starting values of all parameters; each is drawn from its own key, so adding one leaves the others as they are. */
    public float[] initialValues(long seed) {
        float[] values = new float[Math.toIntExact(total())];
        for (Entry entry : entries) {
            Parameter parameter = entry.parameter();
            KeyedRandom random = KeyedRandom.of(seed, "init:" + parameter.name());
            parameter.init().fill(values, (int) entry.offset(), (int) parameter.length(), random);
        }
        return values;
    }

    /** The values of {@code source} (laid out by this) re-laid for {@code target}, whose names must all be in this. */
    public float[] project(float[] source, ParameterLayout target) {
        float[] result = new float[Math.toIntExact(target.total())];
        for (Entry to : target.entries) {
            Entry from = entry(to.parameter().name());
            if (!Arrays.equals(from.parameter().shape(), to.parameter().shape())) {
                throw new IllegalStateException("parameter " + to.parameter().name() + " has another shape");
            }
            System.arraycopy(source, (int) from.offset(), result, (int) to.offset(), (int)
                    to.parameter().length());
        }
        return result;
    }
}
