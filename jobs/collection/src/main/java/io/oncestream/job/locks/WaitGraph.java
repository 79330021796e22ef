package io.oncestream.job.locks;

import io.oncestream.state.lock.LockHold;
import io.oncestream.state.lock.LockWait;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom: an owner waits for the holder of each resource that it queues for, and for
 * all that are ahead of it in the queue. Nothing but queueing adds to that, since a resource that
 * passes on goes to one whom all the others waited for before. So it is enough to look for a circle
 * when somebody is about to queue.
 *
 * <p>A search reads each queue that it comes to once, and each owner in it.
 */
final class WaitGraph {
    private final LockStore store;
    private final Map<String, Queue> queues = new HashMap<>();
    private final Set<String> reached = new HashSet<>();
    private final Deque<String> open = new ArrayDeque<>();

    private WaitGraph(LockStore store) {
        this.store = store;
    }

    /**
     * Whom an owner at the end of a queue would wait for, and who waits for this owner: the owner
     * itself where it is the holder or in the queue already. Null where no circle would close.
     */
    static @Nullable String circle(LockStore store, String owner, String resource) {
        return new WaitGraph(store).search(owner, resource);
    }

    private @Nullable String search(String owner, String resource) {
        reach(resource, Long.MAX_VALUE);
        String last = owner;
        while (!reached.contains(owner)) {
            if (open.isEmpty()) {
                return null;
            }
            last = open.remove();
            store.waits(last).forEach(this::reach);
        }
        return last;
    }

    /** The holder of a resource, and of its queue those who came before a number. */
    private void reach(String resource, long arrived) {
        Queue queue = queues.get(resource);
        if (queue == null) {
            queue = new Queue(Objects.requireNonNull(store.hold(resource)));
            queues.put(resource, queue);
            reach(queue.holder);
        }
        queue.reach(arrived);
    }

    private void reach(String owner) {
        if (reached.add(owner)) {
            open.add(owner);
        }
    }

    /** A queue, and how many of its waiters have been reached: always the first ones. */
    private final class Queue {
        private final String holder;
        private final List<LockWait> waits;
        private int count;

        Queue(LockHold hold) {
            holder = hold.owner();
            waits = hold.waits();
        }

        void reach(long arrived) {
            while (count < waits.size() && waits.get(count).arrived() < arrived) {
                WaitGraph.this.reach(waits.get(count++).owner());
            }
        }
    }
}
