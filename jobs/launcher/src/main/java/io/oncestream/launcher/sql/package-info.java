/** The command {@code sql}: asks a database and prints the rows as a table or as CSV. */
@NullMarked
package io.oncestream.launcher.sql;

import org.jspecify.annotations.NullMarked;
