package io.oncestream.connector.jdbc.store;

import io.oncestream.connector.jdbc.Participant;
import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.state.store.BucketState.Sweep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the shards of a store show, as a job sees it that must not wait for them: each is asked on a
 * thread of its own, and again when it did not answer. For the thread of one task.
 *
 * <p>A header that was seen once is committed: what is in a header has not been taken back when a
 * later one is there.
 */
public final class ShardWatch implements StoreShards {

    private final Map<String, WatchedShard> shards = new HashMap<>();

    /** Nothing connects before something is asked. */
    public ShardWatch(List<Participant> participants, String table) {
        for (Participant each : participants) {
            shards.put(each.name(), new WatchedShard(each, table));
        }
    }

    @Override
    public Optional<BucketHeader> header(String shard, int bucket) {
        return shard(shard).header(bucket);
    }

    @Override
    public boolean swept(int bucket, Sweep sweep) {
        return shard(sweep.shard()).swept(bucket, sweep);
    }

    private WatchedShard shard(String name) {
        WatchedShard shard = shards.get(name);
        if (shard == null) {
            throw new SinkFailure(
                    "there are buckets at shard %s, which no --to and no --spare names: name it as before"
                            .formatted(name));
        }
        return shard;
    }

    @Override
    public void close() {
        shards.values().forEach(WatchedShard::interrupt);
        shards.values().forEach(WatchedShard::close);
    }
}
