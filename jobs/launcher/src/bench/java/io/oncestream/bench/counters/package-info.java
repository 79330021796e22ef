/**
 * Adds to counters: by the counters job, by a plain Java client with one PostgreSQL, and by Apache
 * Ratis.
 *
 * <p>All read the same topic, in which the commands of each {@link
 * io.oncestream.bench.counters.AddScript script} are before the clock starts. A worker of the plain
 * clients has partitions of its own, and so counters of its own: workers never wait for each
 * other's rows.
 *
 * <p>Each run is checked: each counter is the sum of its adds, each command has one answer, and
 * where answers are kept the last one of a counter says what it is.
 */
@NullMarked
package io.oncestream.bench.counters;

import org.jspecify.annotations.NullMarked;
