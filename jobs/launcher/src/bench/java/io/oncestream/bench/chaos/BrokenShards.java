package io.oncestream.bench.chaos;

import io.oncestream.connector.jdbc.store.BucketHeader;
import io.oncestream.connector.jdbc.store.StoreShards;
import io.oncestream.state.store.BucketState.Sweep;
import io.oncestream.state.store.Ownership;
import java.util.Optional;

/** Shards that show what is waited for when it is not there, or that are never swept. */
record BrokenShards(StoreShards shards, Broken broken) implements StoreShards {

    @Override
    public Optional<BucketHeader> header(String shard, int bucket) {
        Optional<BucketHeader> header = shards.header(shard, bucket);
        return broken == Broken.NO_WAIT
                ? header.map(is -> withState(is, Ownership.MOVING))
                : header;
    }

    static BucketHeader withState(BucketHeader header, Ownership state) {
        return new BucketHeader(
                header.bucket(), header.keys(), state, header.move(), header.other(), header.seq());
    }

    @Override
    public boolean swept(int bucket, Sweep sweep) {
        return broken != Broken.NO_MOVES && shards.swept(bucket, sweep);
    }

    @Override
    public void close() {
        shards.close();
    }
}
