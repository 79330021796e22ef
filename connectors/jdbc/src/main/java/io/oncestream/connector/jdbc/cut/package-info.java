/**
 * Reads what a sink has written to several databases as of one checkpoint, while it goes on
 * writing. Needs no Flink job.
 */
@NullMarked
package io.oncestream.connector.jdbc.cut;

import org.jspecify.annotations.NullMarked;
