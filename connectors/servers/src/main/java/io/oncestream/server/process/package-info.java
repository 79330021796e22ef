/** Server processes that outlive the command that starts them, known by their pid files. */
@NullMarked
package io.oncestream.server.process;

import org.jspecify.annotations.NullMarked;
