/**
 * Statistics per key and window of readings that are in memory: the windows alone, without a file
 * and without a database.
 *
 * <p>All contestants get the same readings, which are arrays before the clock starts: each makes of
 * one what it works with, when it reads it. Readings ascend in time and are dealt out to the
 * parallel sources in turn, so that windows close on the way and none is late. All compute count,
 * sum, mean, weighted mean, min, max, first, last and standard deviation per key and window, and
 * hand each row to {@link io.oncestream.bench.measure.Tally}. Ours adds exactly; the others add
 * doubles.
 */
@NullMarked
package io.oncestream.bench.windows;

import org.jspecify.annotations.NullMarked;
