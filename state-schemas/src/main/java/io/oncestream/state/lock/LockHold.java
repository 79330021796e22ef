package io.oncestream.state.lock;

import java.time.Instant;
import java.util.List;

/**
 * A resource that is held. One that is free has no state.
 *
 * @param owner who holds it
 * @param token the number of the decision that granted it
 * @param leaseEnd the event time at which the holder loses it, if nothing renews it
 * @param waits who wants it next, in the order in which they came
 */
public record LockHold(String owner, long token, Instant leaseEnd, List<LockWait> waits) {}
