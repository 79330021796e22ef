/**
 * What grows with the number of keys and with the parallelism.
 *
 * <p><b>Keys.</b> All readings are in one window, so that all keys are in the state at once. The
 * clock stops when the sources have emitted the last reading. Then comes a full checkpoint, whose
 * size and time are taken, the job is cancelled and goes on from it: the restore lasts from the
 * submission until the last subtask runs. Then the input ends, and the rows are checked.
 *
 * <p><b>Parallelism.</b> The windows of {@code bench windows} by 1, 2, 4 and 8 subtasks: on a
 * machine with fewer cores what tells is the CPU time of a reading.
 *
 * <p><b>Skew.</b> No measurement, but Flink's own assignment of keys to key groups and of those to
 * subtasks: how much more the fullest subtask has than the mean.
 */
@NullMarked
package io.oncestream.bench.growth;

import org.jspecify.annotations.NullMarked;
