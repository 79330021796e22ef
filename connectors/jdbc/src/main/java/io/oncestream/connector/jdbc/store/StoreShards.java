package io.oncestream.connector.jdbc.store;

import io.oncestream.state.store.BucketState.Sweep;
import java.util.Optional;

/** What the job that writes a store sees of its shards. */
public interface StoreShards extends AutoCloseable {

    /** A bucket's header as it was seen in a shard since it was asked for; empty: not yet. */
    Optional<BucketHeader> header(String shard, int bucket);

    /** Whether the rows are removed; if not, that goes on. */
    boolean swept(int bucket, Sweep sweep);

    @Override
    void close();
}
