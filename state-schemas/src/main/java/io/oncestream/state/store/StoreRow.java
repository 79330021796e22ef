package io.oncestream.state.store;

import org.jspecify.annotations.Nullable;

/**
 * A row of a shard: an entry or, under the empty key, its bucket's header.
 *
 * @param bucket of the key
 * @param key empty: this is the header
 * @param value of an entry; in the header, which keys the bucket has
 * @param deleted whether the entry is there no more
 * @param version the bucket's {@code seq} when the entry changed; 0 in the header
 * @param move with which the shard got the bucket: an entry counts if it is the header's. Where the
 *     header says {@link Ownership#MOVED}, the move by which it went
 * @param state of the header; null in an entry
 * @param other the shard that the bucket goes to, or went to; else null
 * @param seq of the header: how many changes the bucket has seen; null in an entry
 */
public record StoreRow(
        int bucket,
        String key,
        @Nullable String value,
        boolean deleted,
        long version,
        long move,
        @Nullable Ownership state,
        @Nullable String other,
        @Nullable Long seq) {

    /** What a key has. */
    public static StoreRow entry(int bucket, String key, String value, long version, long move) {
        return new StoreRow(bucket, key, value, false, version, move, null, null, null);
    }

    /** That a key is there no more. */
    public static StoreRow deleted(int bucket, String key, long version, long move) {
        return new StoreRow(bucket, key, null, true, version, move, null, null, null);
    }

    /** Whose the bucket is. */
    public static StoreRow header(
            int bucket, String keys, Ownership state, long move, @Nullable String other, long seq) {
        return new StoreRow(bucket, "", keys, false, 0, move, state, other, seq);
    }
}
