/** The process behind ./oncestream: its entry, which hands over to the command. */
@NullMarked
package io.oncestream.launcher;

import org.jspecify.annotations.NullMarked;
