package io.oncestream.connector.jdbc.store;

import io.oncestream.state.store.Ownership;
import org.jspecify.annotations.Nullable;

/**
 * What a shard says of a bucket.
 *
 * @param keys which ones the bucket has
 * @param move with which the shard got it or, where it is {@link Ownership#MOVED}, by which it went
 * @param other the shard that it goes to, or went to; null of an owner
 * @param seq how many changes the bucket has seen
 */
public record BucketHeader(
        int bucket, String keys, Ownership state, long move, @Nullable String other, long seq) {

    /** Whether the shard has the bucket, unless {@link #other} has it meanwhile. */
    public boolean isOwner() {
        return state != Ownership.MOVED;
    }
}
