/** Statistics of readings per key and event-time window. */
@NullMarked
package io.oncestream.job.averages;

import org.jspecify.annotations.NullMarked;
