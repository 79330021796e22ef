package io.oncestream.job.store;

import io.oncestream.state.store.BucketState;
import io.oncestream.state.store.StoredEntry;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a bucket remembers. Nothing of it is ever forgotten, but for what is deleted. */
interface BucketStore {

    /** Null: nobody has used it yet. */
    @Nullable BucketState state();

    void setState(BucketState state);

    @Nullable StoredEntry entry(String key);

    void put(String key, StoredEntry entry);

    void remove(String key);

    void forEach(BiConsumer<String, StoredEntry> each);
}
