package io.oncestream.job.trends;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps pushes from annoying a user: none twice within 7 days, and so many within 24 hours at most.
 * It decides by the times that it remembers, and not by when these are forgotten.
 */
final class Caps {

    static final long SAME_ITEM_MILLIS = Duration.ofDays(7).toMillis();
    static final long CAP_MILLIS = Duration.ofHours(24).toMillis();

    private final int cap;
    private final PushStore store;

    Caps(int cap, PushStore store) {
        this.cap = cap;
        this.store = store;
    }

    /** Whether the user gets it, which is remembered then; times come in their order. */
    boolean push(String item, long time) {
        Long got = store.got(item);
        if (got != null && got + SAME_ITEM_MILLIS > time) {
            return false;
        }
        List<Long> recent = recent(time);
        if (recent.size() >= cap) {
            return false;
        }
        recent.add(time);
        store.setRecent(recent);
        store.setGot(item, time);
        return true;
    }

    /** Forgets what decides nothing from then on. */
    void forget(long time) {
        List<Long> recent = recent(time);
        if (recent.size() < store.recent().size()) {
            store.setRecent(recent);
        }
        store.allGot()
                .forEach(
                        (item, got) -> {
                            if (got + SAME_ITEM_MILLIS <= time) {
                                store.removeGot(item);
                            }
                        });
    }

    private List<Long> recent(long time) {
        List<Long> recent = new ArrayList<>(store.recent());
        recent.removeIf(each -> each + CAP_MILLIS <= time);
        return recent;
    }
}
