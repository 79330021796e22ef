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
        try {
            long pause = PAUSE_MILLIS;
            while (true) {
                Round round = next();
                try {
                    answer(round.buckets());
                    boolean goesOn = sweep(round.sweeps());
                    pause = goesOn ? 0 : PAUSE_MILLIS;
                } catch (RuntimeException e) { // who wants to know asks again
                    LOG.warn("Trying again: {}", String.valueOf(e.getMessage()));
                    pause = Math.min(2 * Math.max(pause, PAUSE_MILLIS), PAUSE_MILLIS_MAX);
                }
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            session.close();
            end();
        }
    }

    /** The next question starts another. */
    private synchronized void end() {
        thread = null;
    }

    private record Round(Set<Integer> buckets, Map<Integer, Sweep> sweeps) {}

    private synchronized Round next() throws InterruptedException {
        while (asked.isEmpty() && sweeps.isEmpty()) {
            wait();
        }
        Round round = new Round(Set.copyOf(asked), Map.copyOf(sweeps));
        asked.clear();
        sweeps.clear();
        return round;
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

    /**
     * A part of each, so that nobody waits long for an answer.
     *
     * @return whether one is to go on
     */
    private boolean sweep(Map<Integer, Sweep> due) throws InterruptedException {
        boolean goesOn = false;
        for (Map.Entry<Integer, Sweep> each : due.entrySet()) {
            int bucket = each.getKey();
            int removed =
                    session.inTransaction(
                            "remove dead rows from shard " + name,
                            connection -> table.sweep(connection, bucket, SWEPT));
            if (removed == SWEPT) {
                goesOn = true;
                synchronized (this) {
                    sweeps.putIfAbsent(bucket, each.getValue());
                }
            } else if (isDone(bucket, each.getValue())) {
                synchronized (this) {
                    swept.put(bucket, each.getValue());
                }
            }
        }
        return goesOn;
    }

    /** Not before the header is as far; nor where another session holds a dead row. */
    private boolean isDone(int bucket, Sweep sweep) throws InterruptedException {
        return session.inTransaction(
                "look for dead rows in shard " + name,
                connection -> {
                    List<BucketHeader> headers = table.headers(connection, Set.of(bucket));
                    return !headers.isEmpty()
                            && isAsFar(headers.get(0), sweep)
                            && !table.hasDead(connection, bucket);
                });
    }

    private static boolean isAsFar(BucketHeader header, Sweep sweep) {
        return header.move() > sweep.move()
                || (header.move() == sweep.move() && header.seq() >= sweep.seq());
    }

    /** Begins to close: those of several close at once. */
    void interrupt() {
        running().ifPresent(Thread::interrupt);
    }

    private synchronized Optional<Thread> running() {
        closed = true;
        return Optional.ofNullable(thread);
    }

    @Override
    public void close() {
        Optional<Thread> running = running();
        interrupt();
        try {
            if (running.isPresent()) {
                running.get().join(CLOSING_MILLIS_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
