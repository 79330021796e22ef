package io.oncestream.connector.jdbc.store;

import io.oncestream.connector.jdbc.store.ShardTable.Look;
import java.util.Collection;
import java.util.Optional;

/** What a reader can ask shards for. */
public interface StoreLookup {

    /** Their names. */
    Collection<String> shards();

    /** Any header of a shard; empty where that has none, or nobody asks for it. */
    default Optional<BucketHeader> anyHeader(String shard) throws InterruptedException {
        return Optional.empty();
    }

    /** One moment of a bucket in a shard; empty where that knows nothing of it. */
    Optional<Look> look(String shard, int bucket, String key) throws InterruptedException;
}
