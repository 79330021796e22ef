/** Flink's own processes. */
@NullMarked
package io.oncestream.server.flink;

import org.jspecify.annotations.NullMarked;
