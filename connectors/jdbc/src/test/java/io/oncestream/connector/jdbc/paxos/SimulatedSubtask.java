package io.oncestream.connector.jdbc.paxos;

import io.oncestream.state.counter.CounterEvent;
import io.oncestream.state.counter.SealedCounters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/** One parallel instance of the sink in one attempt: it does one thing after the other. */
final class SimulatedSubtask {

    private final Talk start;
    private final Function<SealedCounters, Talk> commits;
    private final Queue<SealedCounters> restored = new ArrayDeque<>();
    private final Queue<SealedCounters> pending = new ArrayDeque<>();
    private Talk commit;
    final List<CounterEvent> received = new ArrayList<>();
    long sealed;
    long completed;
    boolean isStopped;

    SimulatedSubtask(Talk start, Function<SealedCounters, Talk> commits) {
        this.start = start;
        this.commits = commits;
    }

    /** Pending transactions of one instance stay together. */
    void restore(List<SealedCounters> transactions) {
        restored.addAll(transactions);
    }

    boolean isUp() {
        return start.isDone && restored.isEmpty();
    }

    boolean isIdle() {
        return isUp() && commit == null;
    }

    boolean hasAllIn() {
        return isIdle() && pending.isEmpty();
    }

    /** What the checkpoint has of it; the last has something, so that one run alone ends. */
    List<SealedCounters> seal(SealedCounters transaction, boolean last) {
        if (last || !transaction.events().isEmpty()) {
            pending.add(transaction);
        }
        received.clear();
        sealed = transaction.checkpoint();
        return List.copyOf(pending);
    }

    void step() {
        if (!start.isDone) {
            start.step();
            return;
        }
        Queue<SealedCounters> queue = restored.isEmpty() ? pending : restored;
        if (commit == null && !queue.isEmpty()) {
            SealedCounters first = queue.element();
            commit =
                    queue == restored || first.checkpoint() <= completed
                            ? commits.apply(first)
                            : null;
        }
        if (commit != null) {
            commit.step();
            if (commit.isDone) {
                queue.remove();
                commit = null;
            }
        }
    }
}
