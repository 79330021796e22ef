package io.oncestream.bench.store;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store that has all keys, and that a further shard can join. */
interface Growing extends AutoCloseable {

    /** What a key has; by one thread at a time. */
    @Nullable String read(String key) throws Exception;

    /** Has a shard join; returns, when it has all that it is to have, how long that took. */
    Duration join() throws Exception;

    /** How many keys the new shard has. */
    long moved() throws Exception;

    /** Of all shards. */
    Map<String, String> entries() throws Exception;
}
