package io.oncestream.connector.jdbc.store;

import io.oncestream.connector.jdbc.Participant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads a store from its shards, also while its buckets move. For one thread at a time.
 *
 * <ul>
 *   <li><b>Strong</b>: linearizable among strong reads. The shard's header is read with the entry,
 *       in one statement. What it says of a bucket that it has is the newest there is; of one that
 *       goes to another shard it is, if the other one has it not yet, which is looked at next.
 *   <li><b>Strong from a change on</b>: as above, and not before the shard has seen so many changes
 *       of the bucket as an answer has told: so a client sees what it was answered.
 *   <li><b>Eventual</b>: what the shard that is known to have had the bucket last says of it.
 * </ul>
 *
 * <p>A shard that cannot be reached within the limit is named by a {@link
 * io.oncestream.connector.jdbc.DatabaseUnavailable}, an error of a statement is a {@link
 * io.oncestream.connector.jdbc.SinkFailure}, and {@link StoreUnavailable} says what the shards do
 * not have.
 */
public final class StoreReader implements AutoCloseable {

    private static final long PAUSE_MILLIS = 20;

    private final Shards shards;
    private final String table;
    private final Partitioning partitioning;
    private final Duration limit;
    private final KeySearch search;

    private StoreReader(Shards shards, String table, Partitioning partitioning, Duration limit) {
        this.shards = shards;
        this.table = table;
        this.partitioning = partitioning;
        this.limit = limit;
        this.search = new KeySearch(shards, partitioning);
    }

    /**
     * Of all shards that buckets may be at; nothing connects yet.
     *
     * @param table as the job was told
     * @param limit how long a read waits for a shard, or for a change
     */
    public static StoreReader of(
            List<Participant> shards, String table, Partitioning partitioning, Duration limit) {
        return new StoreReader(new Shards(shards, table, limit), table, partitioning, limit);
    }

    /** What a key has now. */
    public StoreRead strong(String key) throws InterruptedException {
        return strong(key, 0);
    }

    /**
     * What a key has now, or soon.
     *
     * @param seq of an answer: how many changes of the key's bucket there must be
     */
    public StoreRead strong(String key, long seq) throws InterruptedException {
        return untilThere(() -> search.strong(key).filter(read -> read.seq() >= seq), key, seq);
    }

    /** What a key had at some time. */
    public StoreRead eventual(String key) throws InterruptedException {
        return untilThere(() -> search.eventual(key), key, 0);
    }

    private interface Attempt {
        Optional<StoreRead> read() throws InterruptedException;
    }

    private StoreRead untilThere(Attempt attempt, String key, long seq)
            throws InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            Optional<StoreRead> read = attempt.read();
            if (read.isPresent()) {
                return read.get();
            }
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new StoreUnavailable(
                        "table %s does not show key %s within %d ms: %s"
                                .formatted(
                                        table,
                                        key,
                                        limit.toMillis(),
                                        seq > 0
                                                ? "change %d of its bucket is not there"
                                                        .formatted(seq)
                                                : "no shard has what another says it has"));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /**
     * Keys that have a value, with it, in the order of their code points. Each is there at some
     * time while it is read, and not all at one: what moves or changes meanwhile may be missed. It
     * takes each shard the time of reading all of its rows.
     *
     * @param from the first one, if it is there; empty: from the beginning
     */
    public List<StoreRead> scan(String from, int count) throws InterruptedException {
        Map<Integer, String> owners = owners();
        List<StoreRead> all = new ArrayList<>();
        for (String shard : shards.shards()) {
            String next = from;
            int found = 0;
            while (found < count) {
                String first = next;
                List<StoreRead> page =
                        shards.in(
                                shard,
                                (rows, connection) ->
                                        rows.page(connection, shard, first, count + 1));
                for (StoreRead each : page) {
                    if (shard.equals(owners.get(each.bucket()))) {
                        all.add(each);
                        found++;
                    }
                }
                if (page.size() <= count) {
                    break;
                }
                // The least text behind it.
                next = page.get(page.size() - 1).key() + '\u0001';
            }
        }
        return all.stream()
                .sorted(Comparator.comparing(StoreRead::key, Partitioning::compare))
                .limit(count)
                .toList();
    }

    /** Where each bucket is that was used, as far as the shards say. */
    public Map<Integer, String> owners() throws InterruptedException {
        List<Integer> buckets = IntStream.range(0, partitioning.buckets()).boxed().toList();
        Map<Integer, BucketHeader> newest = new HashMap<>();
        Map<Integer, String> owners = new HashMap<>();
        shards.inEach((rows, connection) -> rows.headers(connection, buckets))
                .forEach(
                        (shard, headers) -> {
                            for (BucketHeader each : headers) {
                                BucketHeader before = newest.get(each.bucket());
                                if (each.isOwner()
                                        && (before == null || each.move() > before.move())) {
                                    newest.put(each.bucket(), each);
                                    owners.put(each.bucket(), shard);
                                }
                            }
                        });
        return owners;
    }

    @Override
    public void close() {
        shards.close();
    }
}
