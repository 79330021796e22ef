package io.oncestream.launcher.demo.store;

import io.oncestream.state.store.Ownership;
import io.oncestream.state.store.StoreRow;
import io.oncestream.state.store.StoredEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What the shards must have where nothing moves. A line for each violation. */
final class ShardChecks {

    private final Map<String, ShardRows> shards;
    private final History history;
    private final List<RingModel> rings;
    private final List<String> violations = new ArrayList<>();

    private ShardChecks(Map<String, ShardRows> shards, History history, List<RingModel> rings) {
        this.shards = shards;
        this.history = history;
        this.rings = rings;
    }

    /**
     * Checks.
     *
     * @param history by the answers
     * @param rings which shards had which buckets, from the first ones on
     */
    static List<String> violations(
            Map<String, ShardRows> shards, History history, List<RingModel> rings) {
        ShardChecks checks = new ShardChecks(shards, history, rings);
        Set<Integer> buckets = new TreeSet<>();
        shards.values().forEach(each -> buckets.addAll(each.headers().keySet()));
        buckets.forEach(checks::checkBucket);
        checks.checkEntries();
        return checks.violations;
    }

    private void checkBucket(int bucket) {
        List<String> owners =
                shards.keySet().stream().filter(each -> !hasMoved(each, bucket)).toList();
        String owner = rings.get(rings.size() - 1).owner(bucket);
        ShardRows rows = shards.get(owner);
        if (!owners.equals(List.of(owner)) || rows == null || !rows.has(bucket, Ownership.OWNER)) {
            violations.add(
                    "bucket %d should be at %s alone, and is at %s"
                            .formatted(bucket, owner, owners));
            return;
        }
        StoreRow header = Objects.requireNonNull(rows.headers().get(bucket));
        if (!Objects.equals(header.seq(), history.seq(bucket))) {
            violations.add("%s should have seen %d changes".formatted(header, history.seq(bucket)));
        }
        long movesMost = 1 + RingModel.moves(rings, bucket);
        if (header.move() > movesMost) {
            violations.add(
                    "%s has moved though it need not: %d was enough".formatted(header, movesMost));
        }
    }

    private boolean hasMoved(String shard, int bucket) {
        ShardRows rows = shards.get(shard);
        return rows == null
                || !rows.headers().containsKey(bucket)
                || rows.has(bucket, Ownership.MOVED);
    }

    /** One live copy of each key that has a value, which is the one that was answered last. */
    private void checkEntries() {
        Map<String, StoredEntry> expected = history.last();
        Map<String, String> found = new HashMap<>();
        shards.forEach(
                (shard, rows) -> rows.live().forEach(row -> check(shard, row, expected, found)));
        Set<String> missing = new TreeSet<>(expected.keySet());
        missing.removeAll(found.keySet());
        missing.forEach(
                key -> violations.add("%s is nowhere: %s".formatted(key, expected.get(key))));
    }

    private void check(
            String shard,
            StoreRow row,
            Map<String, StoredEntry> expected,
            Map<String, String> found) {
        String other = found.put(row.key(), shard);
        if (other != null) {
            violations.add("%s is at %s and at %s".formatted(row.key(), other, shard));
        }
        StoredEntry is = new StoredEntry(String.valueOf(row.value()), row.version());
        StoredEntry should = expected.get(row.key());
        if (!is.equals(should)) {
            violations.add("%s at %s should be %s".formatted(row, shard, should));
        }
    }
}
