package io.oncestream.job.store;

import io.oncestream.connector.jdbc.store.Partitioning;
import io.oncestream.state.store.BucketInput;
import io.oncestream.state.store.RingState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which shards are in the ring, and which buckets have not been told yet that they belong to
 * another one.
 *
 * @param shards all that buckets may be at
 * @param first the shards of the first start
 */
record RingPlan(TreeSet<String> shards, Ring first, Partitioning partitioning, RingState state) {

    /** Of a store that was begun just now. */
    static RingState begin(List<String> first) {
        return new RingState(first, Map.of(), Map.of(), 0);
    }

    private Ring ring() {
        return new Ring(state.members(), state.pins());
    }

    private RingPlan with(List<String> members, Map<Integer, String> pins) {
        return new RingPlan(
                shards,
                first,
                partitioning,
                new RingState(members, pins, state.assigned(), state.seq() + 1));
    }

    boolean has(String shard) {
        return state.members().contains(shard);
    }

    /** Refuses a shard that nobody knows, by an {@link IllegalArgumentException}. */
    RingPlan join(String shard) {
        requireKnown(shard);
        if (has(shard)) {
            return this;
        }
        List<String> members = new ArrayList<>(state.members());
        members.add(shard);
        return with(members, state.pins());
    }

    /** Refuses a shard that nobody knows, by an {@link IllegalArgumentException}. */
    void requireKnown(String shard) {
        if (!shards.contains(shard)) {
            throw new IllegalArgumentException(
                    "there is no shard %s, but %s: name it with --spare"
                            .formatted(shard, String.join(", ", shards)));
        }
    }

    /** Refuses to leave nobody, by an {@link IllegalArgumentException}. */
    RingPlan leave(String shard) {
        if (!has(shard)) {
            return this;
        }
        if (state.members().size() == 1) {
            throw new IllegalArgumentException(shard + " is the last one: let another join first");
        }
        List<String> members = new ArrayList<>(state.members());
        members.remove(shard);
        Map<Integer, String> pins = new HashMap<>(state.pins());
        pins.values().removeIf(shard::equals);
        return with(members, pins);
    }

    /** Gives a bucket to a shard, whatever the ring says; refuses what is in no ring. */
    RingPlan move(int bucket, String shard) {
        if (bucket < 0 || bucket >= partitioning.buckets()) {
            throw new IllegalArgumentException(
                    "there is no bucket %d: they are 0 to %d"
                            .formatted(bucket, partitioning.buckets() - 1));
        }
        if (!has(shard)) {
            throw new IllegalArgumentException(
                    "%s is not in the ring, but %s"
                            .formatted(shard, String.join(", ", state.members())));
        }
        Map<Integer, String> pins = new HashMap<>(state.pins());
        pins.put(bucket, shard);
        return with(state.members(), pins);
    }

    /** Some buckets that belong to another shard than they were told, with the plan behind it. */
    record Step(List<BucketInput> assigned, RingPlan plan) {}

    Step next(int count) {
        Ring ring = ring();
        Map<Integer, String> told = new HashMap<>(state.assigned());
        List<BucketInput> next = new ArrayList<>();
        for (int bucket = 0; bucket < partitioning.buckets() && next.size() < count; bucket++) {
            String owner = ring.owner(bucket);
            String before = told.get(bucket);
            if (!owner.equals(before == null ? first.owner(bucket) : before)) {
                told.put(bucket, owner);
                next.add(BucketInput.assigned(bucket, owner));
            }
        }
        RingState after = new RingState(state.members(), state.pins(), told, state.seq());
        return new Step(next, new RingPlan(shards, first, partitioning, after));
    }
}
