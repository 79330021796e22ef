package io.oncestream.job.anomalies;

/** What finds odd values. */
enum Detector {
    /** A forest of random cut trees: a few hundred kilobytes a key. */
    FOREST,
    /** How many standard deviations a value is from the mean: 24 bytes a column. */
    ZSCORE
}
