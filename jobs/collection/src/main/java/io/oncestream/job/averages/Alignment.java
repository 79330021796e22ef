package io.oncestream.job.averages;

/** Where windows begin. */
enum Alignment {
    /** At 1970-01-01 in UTC, and a slide after each other. */
    UTC,
    /** As {@link #UTC}, of whole days, but at midnight of the zone that times are in. */
    LOCAL
}
