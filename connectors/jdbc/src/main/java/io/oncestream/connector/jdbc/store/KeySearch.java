package io.oncestream.connector.jdbc.store;

import io.oncestream.connector.jdbc.store.ShardTable.Look;
import io.oncestream.state.store.Ownership;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The way of a reader from shard to shard, without a database in it. For one thread at a time.
 *
 * <p>Why a strong read is linearizable: a shard gets a bucket's next move only when the header
 * {@code moving} of the one before is there for all to see. So who reads {@code owner} reads the
 * newest there is at that moment. Who reads {@code moving} does too, unless the other shard has the
 * bucket already; if that one has it not when it is looked at afterwards, it had it not before.
 */
public final class KeySearch {

    private final StoreLookup lookup;
    private final Partitioning partitioning;

    /** The shard that each bucket was found at last. */
    private final Map<Integer, String> last = new HashMap<>();

    private boolean isRuleSeen;

    public KeySearch(StoreLookup lookup, Partitioning partitioning) {
        this.lookup = lookup;
        this.partitioning = partitioning;
    }

    private record Found(String shard, Look look) {
        long move() {
            return look.header().move();
        }

        Ownership state() {
            return look.header().state();
        }

        String other() {
            String other = look.header().other();
            if (other == null) {
                throw new StoreUnavailable("a header at %s does not say where to".formatted(shard));
            }
            return other;
        }
    }

    /** Empty where a shard does not have yet what another one says of it: soon it will. */
    public Optional<StoreRead> strong(String key) throws InterruptedException {
        int bucket = partitioning.bucket(key);
        Optional<Found> found = find(bucket, key);
        while (found.isPresent() && found.get().state() != Ownership.OWNER) {
            Found at = found.get();
            boolean hasGone = at.state() == Ownership.MOVED;
            long least = hasGone ? at.move() : at.move() + 1;
            Optional<Found> next =
                    at(at.other(), bucket, key).filter(other -> other.move() >= least);
            if (next.isEmpty()) {
                return hasGone ? Optional.empty() : Optional.of(read(found, bucket, key));
            }
            found = next;
        }
        return Optional.of(read(found, bucket, key));
    }

    /** What the shard says that is known to have had the bucket last; empty as above. */
    public Optional<StoreRead> eventual(String key) throws InterruptedException {
        int bucket = partitioning.bucket(key);
        Optional<Found> found = find(bucket, key);
        while (found.isPresent() && found.get().state() == Ownership.MOVED) {
            long least = found.get().move();
            found = at(found.get().other(), bucket, key).filter(next -> next.move() >= least);
            if (found.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(read(found, bucket, key));
    }

    /** Where it was last or, where that is unknown, at the shard that has heard of it last. */
    private Optional<Found> find(int bucket, String key) throws InterruptedException {
        String known = last.get(bucket);
        if (known != null) {
            Optional<Found> found = at(known, bucket, key);
            if (found.isPresent()) {
                return found;
            }
            last.remove(bucket); // the store was begun anew
        }
        Optional<Found> newest = Optional.empty();
        for (String shard : lookup.shards()) {
            Optional<Found> found = at(shard, bucket, key);
            if (found.isPresent()
                    && (newest.isEmpty() || found.get().move() > newest.get().move())) {
                newest = found;
            }
        }
        if (newest.isEmpty() && !isRuleSeen) {
            requireRuleOfOthers();
        }
        return newest;
    }

    /** No header of this bucket tells whether the store has it: so it takes one of another. */
    private void requireRuleOfOthers() throws InterruptedException {
        for (String shard : lookup.shards()) {
            Optional<BucketHeader> any = lookup.anyHeader(shard);
            if (any.isPresent()) {
                requireRule(any.get());
                isRuleSeen = true;
            }
        }
    }

    private void requireRule(BucketHeader header) {
        int bucket = header.bucket();
        String wanted =
                bucket < partitioning.buckets() ? partitioning.keys(bucket) : "no such bucket";
        if (!header.keys().equals(wanted)) {
            throw new StoreUnavailable(
                    "bucket %d has the keys %s and not %s: the job has another --split-at"
                            .formatted(bucket, header.keys(), wanted));
        }
    }

    private Optional<Found> at(String shard, int bucket, String key) throws InterruptedException {
        Optional<Look> look = lookup.look(shard, bucket, key);
        if (look.isPresent()) {
            requireRule(look.get().header());
            isRuleSeen = true;
        }
        return look.map(is -> new Found(shard, is));
    }

    /** A bucket that no shard has heard of is empty, as it was when the first one was asked. */
    private StoreRead read(Optional<Found> found, int bucket, String key) {
        if (found.isEmpty()) {
            return new StoreRead(key, bucket, "", 0, 0, null, 0);
        }
        Found at = found.get();
        last.put(bucket, at.shard());
        return new StoreRead(
                key,
                bucket,
                at.shard(),
                at.move(),
                at.look().header().seq(),
                at.look().value(),
                at.look().version());
    }
}
