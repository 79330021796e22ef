/** The command {@code run}: a job in this process, from its arguments to the report. */
@NullMarked
package io.oncestream.launcher.run;

import org.jspecify.annotations.NullMarked;
