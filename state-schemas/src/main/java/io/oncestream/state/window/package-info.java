/** What is known of the readings of a window, while it is open and when it is complete. */
@NullMarked
package io.oncestream.state.window;

import org.jspecify.annotations.NullMarked;
