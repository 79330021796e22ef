package io.oncestream.state.store;

import io.oncestream.state.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * What a bucket is told, one of three: a command, the shard that is to have it, or an answer of the
 * ring, which passes.
 *
 * @param bucket from 0 on; {@link StoreAnswer#RING} with an answer
 * @param command about one of its keys
 * @param shard the one that the ring gives it
 * @param answer of the ring
 */
public record BucketInput(
        int bucket,
        @Nullable Command command,
        @Nullable String shard,
        @Nullable StoreAnswer answer) {

    public static BucketInput of(int bucket, Command command) {
        return new BucketInput(bucket, command, null, null);
    }

    public static BucketInput assigned(int bucket, String shard) {
        return new BucketInput(bucket, null, shard, null);
    }

    public static BucketInput of(StoreAnswer answer) {
        return new BucketInput(StoreAnswer.RING, null, null, answer);
    }
}
