package org.unclip.data.ingest;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an ingest did.
 *
 * @param added pairs that are new in the table
 * @param present pairs that were there before and were left alone
 * @param rejected number of unusable pairs by reason
 */
public record IngestReport(long added, long present, Map<String, Long> rejected) {
    public IngestReport {
        rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
    }

    /** All unusable pairs. */
    public long rejectedInAll() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }
}
