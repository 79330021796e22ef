/** The databases that commands work on: the embedded PostgreSQL, or another by its URL. */
@NullMarked
package io.oncestream.launcher.database;

import org.jspecify.annotations.NullMarked;
