package io.oncestream.launcher.demo.store;

import io.oncestream.connector.jdbc.Participant;
import io.oncestream.connector.jdbc.store.Partitioning;
import io.oncestream.connector.jdbc.store.StoreRead;
import io.oncestream.connector.jdbc.store.StoreReader;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What readers ask a store. For one thread at a time. */
public interface Reads extends AutoCloseable {

    /** Of now, with at least so many changes of the key's bucket. */
    StoreRead strong(String key, long seq) throws InterruptedException;

    /** Of some time. */
    StoreRead eventual(String key) throws InterruptedException;

    @Override
    void close();

    /** Those of the store's own reader, by the hash of the keys. */
    static Supplier<Reads> of(List<Participant> shards, String table) {
        Duration limit = Duration.ofSeconds(30);
        return () -> new Own(StoreReader.of(shards, table, Partitioning.hash(), limit));
    }

    /** The store's own. */
    record Own(StoreReader reader) implements Reads {
        @Override
        public StoreRead strong(String key, long seq) throws InterruptedException {
            return reader.strong(key, seq);
        }

        @Override
        public StoreRead eventual(String key) throws InterruptedException {
            return reader.eventual(key);
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
