/** The user's terminal: messages, progress in place, signals, commands to copy. */
@NullMarked
package io.oncestream.launcher.console;

import org.jspecify.annotations.NullMarked;
