package io.oncestream.job.locks;

import io.oncestream.state.lock.LockClock;
import io.oncestream.state.lock.LockHold;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a domain remembers. Free resources and owners that wait for nothing leave no trace. */
interface LockStore {

    /** Null before the first decision. */
    @Nullable LockClock clock();

    void setClock(LockClock clock);

    /** Null where the resource is free. */
    @Nullable LockHold hold(String resource);

    void setHold(String resource, LockHold hold);

    void free(String resource);

    /** The resources that an owner waits for, with the numbers at which its commands arrived. */
    Map<String, Long> waits(String owner);

    void addWait(String owner, String resource, long arrived);

    void removeWait(String owner, String resource);

    /**
     * When the watermark has come to this time, {@link DomainLocks#end} is to be called for the
     * resource. At most one such time is set for a resource.
     */
    void addEnd(String resource, Instant end);

    /** Takes back what {@link #addEnd} has set. */
    void removeEnd(String resource, Instant end);
}
