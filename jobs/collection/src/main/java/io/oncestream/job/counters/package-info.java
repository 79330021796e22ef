/**
 * Counters in several databases at once: {@link io.oncestream.job.counters.CountersFunction} drops
 * repeats and numbers the others, and the databases agree on the rest.
 */
@NullMarked
package io.oncestream.job.counters;

import org.jspecify.annotations.NullMarked;
