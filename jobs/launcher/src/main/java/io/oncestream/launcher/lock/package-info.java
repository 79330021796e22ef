/** {@code lock}: the lock service by hand. */
@NullMarked
package io.oncestream.launcher.lock;

import org.jspecify.annotations.NullMarked;
