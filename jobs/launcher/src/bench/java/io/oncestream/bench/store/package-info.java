/**
 * Puts into a store of several shards, and a shard that joins: by the store job, by a plain Java
 * client of as many PostgreSQL, and by Redis Cluster.
 *
 * <p>All read the same topic, in which the puts of each {@link
 * io.oncestream.bench.store.PutScript script} are before the clock starts. A worker of the plain
 * clients has partitions of its own, and so keys of its own: the last put of a key is the last one
 * for all.
 *
 * <p>Each run is checked: what is read back from all shards must be what the script says, each key
 * in one shard.
 */
@NullMarked
package io.oncestream.bench.store;

import org.jspecify.annotations.NullMarked;
