package io.oncestream.launcher.demo.store;

import io.oncestream.connector.jdbc.store.BucketHeader;
import io.oncestream.state.store.Ownership;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the headers of all shards together have shown, looked at one shard after the other. A shard
 * that says that it is the owner must be the newest one, and know all changes: nothing newer can
 * have been seen before it was looked at.
 */
final class Owners {

    private final Map<Integer, BucketHeader> newest = new HashMap<>();
    private final Map<Holding, String> holders = new HashMap<>();
    private final Map<String, Map<Integer, BucketHeader>> shown = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    private record Holding(int bucket, long move) {}

    /** A look at one shard, behind all looks before. */
    void look(String shard, List<BucketHeader> headers) {
        Map<Integer, BucketHeader> all = new HashMap<>();
        headers.forEach(each -> all.put(each.bucket(), each));
        shown.put(shard, all);
        headers.stream().filter(BucketHeader::isOwner).forEach(each -> check(shard, each));
    }

    private void check(String shard, BucketHeader header) {
        String holder = holders.putIfAbsent(new Holding(header.bucket(), header.move()), shard);
        if (holder != null && !holder.equals(shard)) {
            violations.add(
                    "bucket %d is at %s and at %s by move %d"
                            .formatted(header.bucket(), holder, shard, header.move()));
        }
        BucketHeader before = newest.get(header.bucket());
        if (before == null) {
            newest.put(header.bucket(), header);
        } else if (header.state() == Ownership.OWNER && isOlder(header, before)) {
            violations.add(
                    "bucket %d has two owners: %s says %s, and seen was %s"
                            .formatted(header.bucket(), shard, header, before));
        } else if (header.move() >= before.move()) {
            newest.put(header.bucket(), header);
        }
    }

    private static boolean isOlder(BucketHeader header, BucketHeader than) {
        return header.move() < than.move() || header.seq() < than.seq();
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /**
     * Whether each bucket was where it belongs when the shards were looked at last, and none went
     * to another one.
     *
     * @param first where buckets are that nobody has used
     */
    boolean isSettled(RingModel first, RingModel ring) {
        for (int bucket = 0; bucket < ring.owners().size(); bucket++) {
            if (!isSettled(bucket, first.owner(bucket), ring.owner(bucket))) {
                return false;
            }
        }
        return !shown.isEmpty();
    }

    private boolean isSettled(int bucket, String first, String owner) {
        boolean isKnown = false;
        for (Map.Entry<String, Map<Integer, BucketHeader>> each : shown.entrySet()) {
            BucketHeader header = each.getValue().get(bucket);
            if (header != null) {
                Ownership should = each.getKey().equals(owner) ? Ownership.OWNER : Ownership.MOVED;
                if (header.state() != should) {
                    return false;
                }
                isKnown |= should == Ownership.OWNER;
            }
        }
        return isKnown || first.equals(owner);
    }
}
