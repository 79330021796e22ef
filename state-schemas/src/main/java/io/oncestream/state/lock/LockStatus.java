package io.oncestream.state.lock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A resource as it is after a decision.
 *
 * @param owner who holds it; null where it is free
 * @param token of the holder; null where it is free
 * @param leaseEnd of the holder; null where it is free
 * @param waiters how many commands wait for it
 */
public record LockStatus(
        String domain,
        String resource,
        @Nullable String owner,
        @Nullable Long token,
        @Nullable Instant leaseEnd,
        int waiters) {

    public static LockStatus free(String domain, String resource) {
        return new LockStatus(domain, resource, null, null, null, 0);
    }
}
