/** Statistics of the readings of a window, free of rounding that depends on their order. */
@NullMarked
package io.oncestream.function.statistics;

import org.jspecify.annotations.NullMarked;
