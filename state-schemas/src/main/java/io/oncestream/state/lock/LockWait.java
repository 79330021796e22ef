package io.oncestream.state.lock;

import java.time.Instant;

/**
 * A command that waits for a resource.
 *
 * @param id the command's
 * @param owner who waits
 * @param arrived the number that its domain gave to the command when it came
 * @param leaseMillis how long it wants to hold the resource, from the grant on
 * @param waitEnd the event time at which it waits no more
 */
public record LockWait(String id, String owner, long arrived, long leaseMillis, Instant waitEnd) {}
