package io.oncestream.bench.locks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** How long grants took, from when they were due to be asked for; may be used by many threads. */
final class Latencies {

    private final List<Long> nanos = new ArrayList<>();

    synchronized void add(long fromNanos, long toNanos) {
        nanos.add(toNanos - fromNanos);
    }

    synchronized Map<String, Double> figures() {
        Collections.sort(nanos);
        return Map.of("grant-p50-ms", millis(0.5), "grant-p99-ms", millis(0.99));
    }

    private double millis(double share) {
        return nanos.get((int) Math.ceil(share * nanos.size()) - 1) / 1e6;
    }
}
