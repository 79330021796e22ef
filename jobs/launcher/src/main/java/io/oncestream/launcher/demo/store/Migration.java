package io.oncestream.launcher.demo.store;

import io.oncestream.connector.jdbc.store.ShardTable;
import io.oncestream.launcher.ask.Client;
import io.oncestream.launcher.demo.ClientThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The ring's part of a demonstration: after a third of it a shard joins, after two thirds another
 * leaves.
 */
final class Migration implements AutoCloseable {

    private static final Duration SETTLED_MAX = Duration.ofMinutes(2);

    private final RingChanges ring;
    private final ShardConnections shards;
    private final List<Step> steps = new ArrayList<>();
    private final ClientThreads threads = new ClientThreads();

    /**
     * A shard that has joined or left.
     *
     * @param time until all buckets were where they belong
     * @param before keys of each shard
     * @param after the same then
     */
    record Step(String shard, Duration time, Map<String, Long> before, Map<String, Long> after) {

        boolean isJoin() {
            return after.getOrDefault(shard, 0L) > before.getOrDefault(shard, 0L);
        }

        /** How many keys have another shard than before. */
        long moved() {
            return (isJoin() ? after : before).getOrDefault(shard, 0L);
        }

        long keys() {
            return after.values().stream().mapToLong(each -> each).sum();
        }

        /** How many of the shards have keys then. */
        long shards() {
            return after.values().stream().filter(each -> each > 0).count();
        }

        /** Keys of the fullest shard by the mean. */
        double fullest() {
            long most = after.values().stream().mapToLong(each -> each).max().orElse(0);
            return (double) most * shards() / Math.max(1, keys());
        }
    }

    /** Begins. */
    Migration(
            RingChanges ring,
            Map<String, ? extends Client.Database> databases,
            String table,
            Duration length) {
        this.ring = ring;
        this.shards = new ShardConnections(databases, table);
        threads.start("ring", () -> run(length));
    }

    private void run(Duration length) throws Exception {
        long start = System.nanoTime();
        sleepUntil(start + length.dividedBy(3).toNanos());
        step("d");
        // Under load too, however long the first one took.
        sleepUntil(start + length.multipliedBy(2).dividedBy(3).toNanos());
        step("b");
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.max(0, nanos - System.nanoTime()));
    }

    private void step(String shard) throws Exception {
        Map<String, Long> before = shards.inEach(ShardTable::live);
        long start = System.nanoTime();
        ring.change(shard);
        if (!ring.awaitSettled(SETTLED_MAX)) {
            throw new IllegalStateException("buckets are still on their way");
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        synchronized (steps) {
            steps.add(new Step(shard, time, before, shards.inEach(ShardTable::live)));
        }
    }

    List<Step> steps() {
        synchronized (steps) {
            return List.copyOf(steps);
        }
    }

    boolean isOver() {
        return threads.isOver();
    }

    @Nullable String failure() {
        return threads.failure();
    }

    @Override
    public void close() throws Exception {
        threads.close();
        shards.close();
    }
}
