package io.oncestream.state.lock;

import java.time.Instant;

/**
 * How far a domain has come. It is never cleared, for a number is never given twice.
 *
 * @param number the last that was given
 * @param now the event time of the last decision
 */
public record LockClock(long number, Instant now) {}
