/** The command {@code transactions}: what the sinks keep beside the tables that they write. */
@NullMarked
package io.oncestream.launcher.transactions;

import org.jspecify.annotations.NullMarked;
