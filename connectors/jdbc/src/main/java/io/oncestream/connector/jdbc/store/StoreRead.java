package io.oncestream.connector.jdbc.store;

import org.jspecify.annotations.Nullable;

/**
 * What a reader found under a key.
 *
 * @param shard where; empty where the key's bucket was never used
 * @param move with which the shard got the bucket
 * @param seq how many changes of the bucket it has seen
 * @param value null: there is none
 * @param version the bucket's {@code seq} when the key got its value; 0 where there is none
 */
public record StoreRead(
        String key,
        int bucket,
        String shard,
        long move,
        long seq,
        @Nullable String value,
        long version) {}
