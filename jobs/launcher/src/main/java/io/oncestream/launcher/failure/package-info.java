/** What went wrong, in one line for the user. */
@NullMarked
package io.oncestream.launcher.failure;

import org.jspecify.annotations.NullMarked;
