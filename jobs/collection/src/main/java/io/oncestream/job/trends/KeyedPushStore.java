package io.oncestream.job.trends;

import static io.oncestream.function.StateAccess.asked;
import static io.oncestream.function.StateAccess.done;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** A user in Flink's keyed state. Names and types are kept for good. */
final class KeyedPushStore implements PushStore {

    private final MapState<String, Long> got;
    private final ValueState<List<Long>> recent;

    KeyedPushStore(RuntimeContext context) {
        this.got = context.getMapState(new MapStateDescriptor<>("got", Types.STRING, Types.LONG));
        this.recent =
                context.getState(new ValueStateDescriptor<>("recent", Types.LIST(Types.LONG)));
    }

    @Override
    public @Nullable Long got(String item) {
        return asked(() -> got.get(item));
    }

    @Override
    public void setGot(String item, long time) {
        done(() -> got.put(item, time));
    }

    @Override
    public void removeGot(String item) {
        done(() -> got.remove(item));
    }

    @Override
    public Map<String, Long> allGot() {
        Map<String, Long> all = new HashMap<>();
        asked(got::entries).forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    @Override
    public List<Long> recent() {
        List<Long> times = asked(recent::value);
        return times == null ? List.of() : times;
    }

    @Override
    public void setRecent(List<Long> times) {
        done(
                () -> {
                    if (times.isEmpty()) {
                        recent.clear();
                    } else {
                        recent.update(times);
                    }
                });
    }
}
