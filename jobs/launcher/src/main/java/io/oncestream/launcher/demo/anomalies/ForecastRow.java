package io.oncestream.launcher.demo.anomalies;

import java.time.Instant;

/** A value that is forecast. */
record ForecastRow(
        String key,
        Instant madeAt,
        int step,
        String column,
        double value,
        double lower,
        double upper) {}
