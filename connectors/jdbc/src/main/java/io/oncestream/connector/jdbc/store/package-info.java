/**
 * A key-value store whose buckets are spread over shards: how its rows are laid out, who reads
 * them, and what the job itself reads back.
 *
 * <p>Each shard has one table. Under the empty key it has a header for each bucket that it has or
 * had; under all others the bucket's entries. Both are written in one transaction, by a {@link
 * io.oncestream.connector.jdbc.JdbcTwoPhaseCommitSink} for each shard. A bucket goes from A to B in
 * three steps, each when the one before is seen in the databases: A's header says {@code moving}, B
 * has all entries and the header {@code owner} with the next move, A's header says {@code moved}.
 */
@NullMarked
package io.oncestream.connector.jdbc.store;

import org.jspecify.annotations.NullMarked;
