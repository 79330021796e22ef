package io.oncestream.job.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.lock.LockClock;
import io.oncestream.state.lock.LockHold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Maps, which tell of anything that is set twice or taken back without having been set. */
final class MapLockStore implements LockStore {
    record End(Instant time, String resource) {}

    private LockClock clock;
    final Map<String, LockHold> holds = new HashMap<>();
    final Map<String, Map<String, Long>> waits = new HashMap<>();
    final TreeSet<End> ends =
            new TreeSet<>(Comparator.comparing(End::time).thenComparing(End::resource));

    @Override
    public LockClock clock() {
        return clock;
    }

    @Override
    public void setClock(LockClock next) {
        clock = next;
    }

    @Override
    public LockHold hold(String resource) {
        return holds.get(resource);
    }

    @Override
    public void setHold(String resource, LockHold hold) {
        holds.put(resource, hold);
    }

    @Override
    public void free(String resource) {
        assertThat(holds.remove(resource)).isNotNull();
    }

    @Override
    public Map<String, Long> waits(String owner) {
        return waits.getOrDefault(owner, Map.of());
    }

    @Override
    public void addWait(String owner, String resource, long arrived) {
        Map<String, Long> all = waits.computeIfAbsent(owner, o -> new HashMap<>());
        assertThat(all.put(resource, arrived)).isNull();
    }

    @Override
    public void removeWait(String owner, String resource) {
        Map<String, Long> all = waits.get(owner);
        assertThat(all.remove(resource)).isNotNull();
        if (all.isEmpty()) {
            waits.remove(owner);
        }
    }

    @Override
    public void addEnd(String resource, Instant end) {
        assertThat(ends).noneMatch(other -> other.resource().equals(resource));
        ends.add(new End(end, resource));
    }

    @Override
    public void removeEnd(String resource, Instant end) {
        assertThat(ends.remove(new End(end, resource))).isTrue();
    }

    /** The resources with an end up to a time, as the ends were before any of them is handled. */
    List<String> endedBy(Instant watermark) {
        List<String> resources = new ArrayList<>();
        for (End end : ends) {
            if (!end.time().isAfter(watermark)) {
                resources.add(end.resource());
            }
        }
        return resources;
    }
}
