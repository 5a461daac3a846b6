package org.unclip.training;

import org.unclip.nn.ParameterLayout;
import org.unclip.paramserver.DecayRanges;

/** A network's layout in the terms of those that know no networks. */
public final class NetworkLayout {
    private NetworkLayout() {}

    /** The parameters that weight decay applies to. */
    public static DecayRanges decayed(ParameterLayout layout) {
        return DecayRanges.of(layout.entries().stream()
                .filter(entry -> entry.parameter().decay())
                .map(entry -> new DecayRanges.Range(entry.offset(), entry.end()))
                .toList());
    }
}
