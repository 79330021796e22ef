package io.oncestream.connector.jdbc.paxos;

import io.oncestream.connector.jdbc.paxos.CounterStart.Restored;
import io.oncestream.state.counter.SealedCounters;
import java.util.List;
import java.util.Map;

/**
 * The state of a complete checkpoint.
 *
 * @param numbers of each counter the number of its last command
 * @param read how many commands of the source
 * @param pending of each instance the transactions that are not known to be committed
 */
record Snapshot(
        Restored id, Map<String, Long> numbers, int read, List<List<SealedCounters>> pending) {}
