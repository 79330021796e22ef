package io.oncestream.bench.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** How long something took, each time; may be used by many threads. */
public final class Latencies {

    private final List<Long> nanos = new ArrayList<>();

    public synchronized void add(long fromNanos, long toNanos) {
        nanos.add(toNanos - fromNanos);
    }

    /**
     * The median and the 99th percentile.
     *
     * @param what took so long
     */
    public synchronized Map<String, Double> figures(String what) {
        Collections.sort(nanos);
        return Map.of(what + "-p50-ms", millis(0.5), what + "-p99-ms", millis(0.99));
    }

    private double millis(double share) {
        return nanos.get((int) Math.ceil(share * nanos.size()) - 1) / 1e6;
    }
}
