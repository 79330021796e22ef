package io.oncestream.job.locks;

import static io.oncestream.function.StateAccess.asked;
import static io.oncestream.function.StateAccess.done;

import io.oncestream.function.request.RequestMemory;
import io.oncestream.state.lock.LockClock;
import io.oncestream.state.lock.LockHold;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * A domain in Flink's keyed state. Cleared are a resource when it is free, an owner when it waits
 * for nothing, an end when it has come or does not hold any more; never the clock. Names and types
 * are kept for good.
 */
@SuppressWarnings("NullAway.Init") // The function sets the timers before it decides.
final class KeyedLockStore implements LockStore {

    private final ValueState<LockClock> clock;
    private final MapState<String, LockHold> holds;
    private final MapState<String, Map<String, Long>> waits;
    private final MapState<Long, List<String>> ends;
    private final RequestMemory memory;
    private final List<String> changed = new ArrayList<>();
    private TimerService timers;

    /**
     * Opens it.
     *
     * @param memory whose timers are those of the same key
     */
    KeyedLockStore(RuntimeContext context, RequestMemory memory) {
        this.memory = memory;
        this.clock =
                context.getState(
                        new ValueStateDescriptor<>("clock", TypeInformation.of(LockClock.class)));
        this.holds =
                context.getMapState(
                        new MapStateDescriptor<>(
                                "holds", Types.STRING, TypeInformation.of(LockHold.class)));
        this.waits =
                context.getMapState(
                        new MapStateDescriptor<>(
                                "waits", Types.STRING, Types.MAP(Types.STRING, Types.LONG)));
        this.ends =
                context.getMapState(
                        new MapStateDescriptor<>("ends", Types.LONG, Types.LIST(Types.STRING)));
    }

    /** Whose timers are to be set: those of the current key. */
    void timers(TimerService current) {
        timers = current;
    }

    /** The resources that were changed since the last call. */
    List<String> takeChanged() {
        List<String> taken = List.copyOf(changed);
        changed.clear();
        return taken;
    }

    /** The resources at which something may end at the time of a timer; they are forgotten. */
    List<String> takeEnds(long timer) throws Exception {
        List<String> resources = ends.get(timer);
        ends.remove(timer);
        return resources == null ? List.of() : resources;
    }

    @Override
    public @Nullable LockClock clock() {
        return asked(clock::value);
    }

    @Override
    public void setClock(LockClock next) {
        done(() -> clock.update(next));
    }

    @Override
    public @Nullable LockHold hold(String resource) {
        return asked(() -> holds.get(resource));
    }

    @Override
    public void setHold(String resource, LockHold hold) {
        changed.add(resource);
        done(() -> holds.put(resource, hold));
    }

    @Override
    public void free(String resource) {
        changed.add(resource);
        done(() -> holds.remove(resource));
    }

    @Override
    public Map<String, Long> waits(String owner) {
        @Nullable Map<String, Long> all = asked(() -> waits.get(owner));
        return all == null ? Map.of() : all;
    }

    @Override
    public void addWait(String owner, String resource, long arrived) {
        Map<String, Long> all = new HashMap<>(waits(owner));
        all.put(resource, arrived);
        done(() -> waits.put(owner, all));
    }

    @Override
    public void removeWait(String owner, String resource) {
        Map<String, Long> all = new HashMap<>(waits(owner));
        all.remove(resource);
        if (all.isEmpty()) {
            done(() -> waits.remove(owner));
        } else {
            done(() -> waits.put(owner, all));
        }
    }

    @Override
    public void addEnd(String resource, Instant end) {
        long time = timer(end);
        List<String> resources = new ArrayList<>(endsAt(time));
        resources.add(resource);
        done(() -> ends.put(time, resources));
        timers.registerEventTimeTimer(time);
    }

    @Override
    public void removeEnd(String resource, Instant end) {
        long time = timer(end);
        List<String> resources = new ArrayList<>(endsAt(time));
        resources.remove(resource);
        if (!resources.isEmpty()) {
            done(() -> ends.put(time, resources));
            return;
        }
        done(() -> ends.remove(time));
        if (!asked(() -> memory.forgetsAt(time))) {
            timers.deleteEventTimeTimer(time);
        }
    }

    private List<String> endsAt(long time) {
        @Nullable List<String> resources = asked(() -> ends.get(time));
        return resources == null ? List.of() : resources;
    }

    /** The first millisecond at which it has come. */
    private static long timer(Instant end) {
        long millis = end.toEpochMilli();
        return end.equals(end.truncatedTo(ChronoUnit.MILLIS)) ? millis : millis + 1;
    }
}
