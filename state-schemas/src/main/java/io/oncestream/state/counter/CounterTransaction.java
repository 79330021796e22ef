package io.oncestream.state.counter;

import java.util.List;

/**
 * The handle of a transaction in Flink's state. It has no events while it is open, because Flink
 * may write it into a checkpoint on another thread.
 *
 * @param sealed none or one, of a list that can be added to
 */
public record CounterTransaction(List<SealedCounters> sealed) {}
