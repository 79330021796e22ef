package io.oncestream.connector.jdbc.store;

/** What was asked of a store is not in its shards, or not yet, or a shard is not named. */
public final class StoreUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreUnavailable(String message) {
        super(message);
    }
}
