package io.oncestream.connector.jdbc.store;

import io.oncestream.connector.jdbc.Participant;
import io.oncestream.connector.jdbc.database.Backoff;
import io.oncestream.connector.jdbc.database.DatabaseSession;
import io.oncestream.state.store.BucketState.Sweep;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One shard, which is asked by a thread of its own for as long as there is something to ask. */
final class WatchedShard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedShard.class);
    private static final long PAUSE_MILLIS = 50;
    private static final long PAUSE_MILLIS_MAX = 2_000;

    /** Few enough for one statement. */
    private static final int BUCKETS = 200;

    /** Few enough to hold up nobody. */
    private static final int SWEPT = 500;

    private static final long CLOSING_MILLIS_MAX = 10_000;

    private final String name;
    private final ShardTable table;
    private final DatabaseSession session;

    private final Set<Integer> asked = new HashSet<>();
    private final Map<Integer, BucketHeader> seen = new HashMap<>();
    private final Map<Integer, Sweep> sweeps = new HashMap<>();
    private final Map<Integer, Sweep> swept = new HashMap<>();
    private @Nullable Thread thread;
    private boolean closed;

    WatchedShard(Participant participant, String table) {
        this.name = participant.name();
        this.table = new ShardTable(participant.address().dialect(), table);
        // One attempt each time: what is asked for may be no question any more.
        Backoff once = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);
        this.session = participant.address().session(once, () -> {});
    }

    /** What was seen since it was asked for; it is asked for again. */
    synchronized Optional<BucketHeader> header(int bucket) {
        asked.add(bucket);
        work();
        return Optional.ofNullable(seen.remove(bucket));
    }

    synchronized boolean swept(int bucket, Sweep sweep) {
        if (sweep.equals(swept.remove(bucket))) {
            return true;
        }
        sweeps.put(bucket, sweep);
        work();
        return false;
    }

    private void work() {
        if (thread == null && !closed) {
            thread = new Thread(this::run, "oncestream-shard-" + name);
            thread.setDaemon(true);
            thread.start();
        }
        notifyAll();
    }

    private void run() {
        long pause = PAUSE_MILLIS;
        try {
            while (true) {
                Set<Integer> buckets;
                Map<Integer, Sweep> due;
                synchronized (this) {
                    while (asked.isEmpty() && sweeps.isEmpty()) {
                        wait();
                    }
                    buckets = Set.copyOf(asked);
                    asked.clear();
                    due = Map.copyOf(sweeps);
                    sweeps.clear();
                }
                try {
                    answer(buckets);
                    sweep(due);
                    pause = PAUSE_MILLIS;
                } catch (RuntimeException e) { // who wants to know asks again
                    LOG.warn("Shard {} does not answer: {}", name, String.valueOf(e.getMessage()));
                    pause = Math.min(2 * pause, PAUSE_MILLIS_MAX);
                }
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            session.close();
        }
    }

    private void answer(Set<Integer> buckets) throws InterruptedException {
        List<Integer> all = List.copyOf(buckets);
        for (int from = 0; from < all.size(); from += BUCKETS) {
            List<Integer> some = all.subList(from, Math.min(all.size(), from + BUCKETS));
            List<BucketHeader> headers =
                    session.inTransaction(
                            "read headers of shard " + name,
                            connection -> table.headers(connection, some));
            synchronized (this) {
                headers.forEach(each -> seen.put(each.bucket(), each));
            }
        }
    }

    private void sweep(Map<Integer, Sweep> due) throws InterruptedException {
        for (Map.Entry<Integer, Sweep> each : due.entrySet()) {
            if (sweep(each.getKey(), each.getValue())) {
                synchronized (this) {
                    swept.put(each.getKey(), each.getValue());
                }
            }
        }
    }

    /** Whether it is done for good; a header that is not as far yet comes again. */
    private boolean sweep(int bucket, Sweep sweep) throws InterruptedException {
        List<BucketHeader> headers =
                session.inTransaction(
                        "read headers of shard " + name,
                        connection -> table.headers(connection, Set.of(bucket)));
        if (headers.isEmpty()) {
            return false;
        }
        BucketHeader header = headers.get(0);
        int removed;
        do {
            removed =
                    session.inTransaction(
                            "remove dead rows from shard " + name,
                            connection -> table.sweep(connection, header, SWEPT));
        } while (removed == SWEPT);
        return header.move() > sweep.move()
                || (header.move() == sweep.move() && header.seq() >= sweep.seq());
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
        }
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            running.join(CLOSING_MILLIS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
