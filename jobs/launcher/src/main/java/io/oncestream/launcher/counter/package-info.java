/** {@code counter}: counters by hand. */
@NullMarked
package io.oncestream.launcher.counter;

import org.jspecify.annotations.NullMarked;
