/** The process behind ./oncestream: a job in an embedded Flink, and questions to its database. */
@NullMarked
package io.oncestream.launcher;

import org.jspecify.annotations.NullMarked;
