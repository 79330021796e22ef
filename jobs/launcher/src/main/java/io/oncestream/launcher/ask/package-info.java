/** Asks jobs that take commands: sends these, says how late it is, and waits for the answers. */
@NullMarked
package io.oncestream.launcher.ask;

import org.jspecify.annotations.NullMarked;
