package io.oncestream.connector.jdbc.paxos;

import io.oncestream.state.command.RefusedCommand;
import io.oncestream.state.reading.RejectedRecord;
import java.util.List;
import java.util.Map;

/**
 * What a committed transaction has for the tables that everyone reads: all of it is decided.
 *
 * @param transaction by which its rows are called, the same whenever they are delivered
 * @param counters by their names, as they are now or will have been
 * @param answers none where those of the counter were delivered before
 */
record Delivery(
        String transaction,
        Map<String, CounterNow> counters,
        List<CounterAnswer> answers,
        List<RefusedCommand> refused,
        List<RejectedRecord> rejected) {

    /** A decided value of a counter. */
    record CounterNow(long n, long version) {}
}
