package io.oncestream.job.store;

import io.oncestream.state.store.BucketState;
import io.oncestream.state.store.StoredEntry;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A bucket in the heap. */
final class MapBucketStore implements BucketStore {

    private final Map<String, StoredEntry> entries = new TreeMap<>();
    private @Nullable BucketState state;

    MapBucketStore copy() {
        MapBucketStore copy = new MapBucketStore();
        copy.entries.putAll(entries);
        copy.state = state;
        return copy;
    }

    @Override
    public @Nullable BucketState state() {
        return state;
    }

    @Override
    public void setState(BucketState next) {
        state = next;
    }

    @Override
    public @Nullable StoredEntry entry(String key) {
        return entries.get(key);
    }

    @Override
    public void put(String key, StoredEntry entry) {
        entries.put(key, entry);
    }

    @Override
    public void remove(String key) {
        entries.remove(key);
    }

    @Override
    public void forEach(BiConsumer<String, StoredEntry> each) {
        entries.forEach(each);
    }
}
