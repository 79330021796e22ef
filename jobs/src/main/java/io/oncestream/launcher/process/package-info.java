/** Server processes that outlive the command that starts them, known by their pid files. */
@NullMarked
package io.oncestream.launcher.process;

import org.jspecify.annotations.NullMarked;
