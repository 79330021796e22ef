package io.oncestream.job.store;

import io.oncestream.connector.jdbc.store.BucketHeader;
import io.oncestream.connector.jdbc.store.ShardTable.Look;
import io.oncestream.state.store.Ownership;
import io.oncestream.state.store.StoreRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A shard's table, and the transactions that its sink has still to commit, in their order. */
final class SimulatedShard {

    /** By bucket and key. */
    private final Map<String, StoreRow> committed = new TreeMap<>();

    /** Of checkpoints that are complete. */
    private final Deque<List<StoreRow>> sealed = new ArrayDeque<>();

    private List<StoreRow> open = new ArrayList<>();

    private static String at(int bucket, String key) {
        return bucket + " " + key;
    }

    void write(StoreRow row) {
        open.add(row);
    }

    /** The checkpoint is complete. */
    void seal() {
        sealed.add(open);
        open = new ArrayList<>();
    }

    /** The process dies: what is in no checkpoint is gone. */
    void crash() {
        open = new ArrayList<>();
    }

    boolean commitNext() {
        List<StoreRow> next = sealed.poll();
        if (next == null) {
            return false;
        }
        next.forEach(row -> committed.put(at(row.bucket(), row.key()), row));
        return true;
    }

    List<StoreRow> rows() {
        return List.copyOf(committed.values());
    }

    Optional<BucketHeader> header(int bucket) {
        return Optional.ofNullable(committed.get(at(bucket, "")))
                .map(
                        row ->
                                new BucketHeader(
                                        bucket,
                                        String.valueOf(row.value()),
                                        Objects.requireNonNull(row.state()),
                                        row.move(),
                                        row.other(),
                                        Objects.requireNonNull(row.seq())));
    }

    /**
     * As a reader sees it.
     *
     * @param comparesMoves whether an entry counts only if its move is its header's
     */
    Optional<Look> look(int bucket, String key, boolean comparesMoves) {
        return header(bucket)
                .map(
                        header -> {
                            StoreRow row = committed.get(at(bucket, key));
                            boolean counts =
                                    row != null
                                            && !row.deleted()
                                            && (row.move() == header.move() || !comparesMoves);
                            return counts
                                    ? new Look(header, row.value(), row.version())
                                    : new Look(header, null, 0);
                        });
    }

    /** Removes the dead rows of a bucket, or only the first ones. */
    void sweep(int bucket, int limit) {
        long move = header(bucket).map(BucketHeader::move).orElse(0L);
        committed.values().stream()
                .filter(row -> row.bucket() == bucket && !row.key().isEmpty())
                .filter(row -> row.move() < move || row.deleted())
                .limit(limit)
                .toList()
                .forEach(row -> committed.remove(at(bucket, row.key())));
    }

    boolean owns(int bucket) {
        return header(bucket).filter(is -> is.state() == Ownership.OWNER).isPresent();
    }
}
