package io.oncestream.job.store;

import static io.oncestream.function.StateAccess.asked;
import static io.oncestream.function.StateAccess.done;

import io.oncestream.state.store.BucketState;
import io.oncestream.state.store.StoredEntry;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * A bucket in Flink's keyed state: what it is, and an entry for each key that has a value. A
 * deleted key is cleared; the rest is never. Names and types are kept for good.
 */
final class KeyedBucketStore implements BucketStore {

    private final ValueState<BucketState> state;
    private final MapState<String, StoredEntry> entries;

    KeyedBucketStore(RuntimeContext context) {
        this.state = context.getState(new ValueStateDescriptor<>("bucket", BucketState.class));
        this.entries =
                context.getMapState(
                        new MapStateDescriptor<>(
                                "entries", Types.STRING, TypeInformation.of(StoredEntry.class)));
    }

    @Override
    public @Nullable BucketState state() {
        return asked(state::value);
    }

    @Override
    public void setState(BucketState next) {
        done(() -> state.update(next));
    }

    @Override
    public @Nullable StoredEntry entry(String key) {
        return asked(() -> entries.get(key));
    }

    @Override
    public void put(String key, StoredEntry entry) {
        done(() -> entries.put(key, entry));
    }

    @Override
    public void remove(String key) {
        done(() -> entries.remove(key));
    }

    @Override
    public void forEach(BiConsumer<String, StoredEntry> each) {
        asked(entries::entries).forEach(entry -> each.accept(entry.getKey(), entry.getValue()));
    }
}
