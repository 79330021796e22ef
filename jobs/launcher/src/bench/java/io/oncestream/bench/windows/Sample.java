package io.oncestream.bench.windows;

import java.io.Serializable;

/** A reading as the peers know it, whose times are milliseconds; a POJO to Flink. */
public record Sample(String key, long millis, double value, double weight)
        implements Serializable {

    static Sample at(Readings readings, int index) {
        return new Sample(
                readings.name(index),
                readings.millis[index],
                readings.value[index],
                readings.weight[index]);
    }
}
