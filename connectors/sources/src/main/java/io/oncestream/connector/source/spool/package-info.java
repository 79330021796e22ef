/**
 * A durable log of records on local disk, for sources that cannot be replayed. It knows nothing of
 * Flink.
 */
@NullMarked
package io.oncestream.connector.source.spool;

import org.jspecify.annotations.NullMarked;
