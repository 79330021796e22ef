/**
 * Counters in three databases, one of which is killed, and what every answer and read must show.
 */
@NullMarked
package io.oncestream.launcher.demo.counters;

import org.jspecify.annotations.NullMarked;
