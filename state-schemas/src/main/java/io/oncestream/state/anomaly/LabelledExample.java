package io.oncestream.state.anomaly;

import java.util.List;

/** What a classifier learns from: numbers, and the label that was given to them. */
public record LabelledExample(List<Double> values, String label) {}
