/**
 * The other half of a lock with a lease: what a database does with the token, so that a holder who
 * was paused past its lease does not overwrite its successor. Needs no Flink.
 */
@NullMarked
package io.oncestream.connector.jdbc.fence;

import org.jspecify.annotations.NullMarked;
