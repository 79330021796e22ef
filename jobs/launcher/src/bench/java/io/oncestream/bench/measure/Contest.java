package io.oncestream.bench.measure;

import java.util.Map;

/** The contestants of one benchmark; made anew in each JVM, by a constructor without arguments. */
public interface Contest {

    /** As {@code ./oncestream bench} knows it. */
    String name();

    /** By name, ours first. */
    Map<String, Contestant> contestants();

    /** Whether one of them does a case at all. */
    default boolean does(String contestant, Case one) {
        return true;
    }
}
