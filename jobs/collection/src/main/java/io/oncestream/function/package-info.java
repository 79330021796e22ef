/** Flink functions that several jobs share. */
@NullMarked
package io.oncestream.function;

import org.jspecify.annotations.NullMarked;
