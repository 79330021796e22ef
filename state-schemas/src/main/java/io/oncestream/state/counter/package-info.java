/** Commands to counters, on their way to the databases that hold these. */
@NullMarked
package io.oncestream.state.counter;

import org.jspecify.annotations.NullMarked;
