package io.oncestream.launcher.demo.anomalies;

/** A model, and how it did until another replaced it. */
record ModelRow(long version, int examples, long predicted, long correct) {}
