package org.unclip.training;

import java.util.Arrays;
import java.util.List;
import org.unclip.nn.ParameterLayout;
import org.unclip.paramserver.DecayRanges;
import org.unclip.storage.StoredLayout;
import org.unclip.storage.Tensor;

/** A network's layout in the terms of those that know no networks. */
public final class NetworkLayout {
    private NetworkLayout() {}

    /** As checkpoints and model folders describe it. */
    public static StoredLayout stored(ParameterLayout layout) {
        List<Tensor> tensors = layout.entries().stream()
                .map(entry -> new Tensor(
                        entry.parameter().name(),
                        Arrays.stream(entry.parameter().shape()).boxed().toList(),
                        entry.offset()))
                .toList();
        return new StoredLayout(tensors);
    }

    /** The parameters that weight decay applies to. */
    public static DecayRanges decayed(ParameterLayout layout) {
        return DecayRanges.of(layout.entries().stream()
                .filter(entry -> entry.parameter().decay())
                .map(entry -> new DecayRanges.Range(entry.offset(), entry.end()))
                .toList());
    }
}
