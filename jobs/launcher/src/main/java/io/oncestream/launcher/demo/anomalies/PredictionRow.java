package io.oncestream.launcher.demo.anomalies;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A label that is predicted, by the model of a version. */
record PredictionRow(Instant time, String label, @Nullable String actual, long version) {}
