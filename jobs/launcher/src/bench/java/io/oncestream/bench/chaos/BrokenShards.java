package io.oncestream.bench.chaos;

import io.oncestream.connector.jdbc.store.BucketHeader;
import io.oncestream.connector.jdbc.store.StoreShards;
import io.oncestream.state.store.BucketState.Sweep;
import io.oncestream.state.store.Ownership;
import java.util.List;
import java.util.Optional;

/** Shards that show what is waited for when it is not there, or that are never swept. */
final class BrokenShards implements StoreShards {

    private final StoreShards shards;
    private final Broken broken;
    private final List<String> names;
    private int asked;

    BrokenShards(StoreShards shards, Broken broken, List<String> names) {
        this.shards = shards;
        this.broken = broken;
        this.names = names;
    }

    @Override
    public Optional<BucketHeader> header(String shard, int bucket) {
        Optional<BucketHeader> header = shards.header(shard, bucket);
        return broken == Broken.NO_WAIT ? header.map(this::asMoving) : header;
    }

    /** To where is not known here: one shard after the other, soon it is the right one. */
    private BucketHeader asMoving(BucketHeader header) {
        String other = names.get(asked++ % names.size());
        return header.state() == Ownership.OWNER
                ? new BucketHeader(
                        header.bucket(),
                        header.keys(),
                        Ownership.MOVING,
                        header.move(),
                        other,
                        header.seq())
                : header;
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
