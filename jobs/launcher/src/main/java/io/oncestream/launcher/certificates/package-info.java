/** Checks what a quorum job has published, by the feeds' public keys alone. */
@NullMarked
package io.oncestream.launcher.certificates;

import org.jspecify.annotations.NullMarked;
