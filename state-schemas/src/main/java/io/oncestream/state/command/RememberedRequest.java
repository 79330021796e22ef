package io.oncestream.state.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a command that was done: whether another one with its id is the same.
 *
 * @param time its event time
 * @param digest of all that it asks for, its time among it, as a short text
 * @param previous the id of another one that is forgotten at the same time: these are a list; null
 *     where it ends
 */
public record RememberedRequest(Instant time, String digest, @Nullable String previous) {}
