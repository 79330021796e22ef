package io.oncestream.state.anomaly;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The label that a sample was expected to have, before its own was learned.
 *
 * @param probability of that label, as the model sees it
 * @param actual the label that the sample has; null: it has none
 * @param model when the model was trained that said so
 * @param version of that model
 */
public record Prediction(
        String key,
        Instant time,
        String label,
        double probability,
        @Nullable String actual,
        Instant model,
        long version) {}
