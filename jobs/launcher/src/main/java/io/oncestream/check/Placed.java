package io.oncestream.check;

import org.jspecify.annotations.Nullable;

/**
 * An answer at its place in the order in which the job says that it decided.
 *
 * @param key of the object; each has an order of its own
 * @param arrived the place at which the command came; the number itself where nothing waited
 * @param number the place of the decision
 * @param id of the command; null where the object decided by itself
 */
public record Placed<A>(String key, long arrived, long number, @Nullable String id, A answer) {}
