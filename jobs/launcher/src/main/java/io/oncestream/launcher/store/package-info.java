/** {@code store}: keys by hand. */
@NullMarked
package io.oncestream.launcher.store;

import org.jspecify.annotations.NullMarked;
