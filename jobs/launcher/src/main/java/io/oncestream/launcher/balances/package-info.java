/** The command {@code balances}: what accounts have, read from all of a job's databases. */
@NullMarked
package io.oncestream.launcher.balances;

import org.jspecify.annotations.NullMarked;
