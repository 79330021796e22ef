/**
 * A key-value store over several databases, the shards, that join and leave: {@link
 * io.oncestream.job.store.RingPlanner} says which bucket belongs where, {@link
 * io.oncestream.job.store.StoreFunction} decides the commands of a bucket and moves it.
 */
@NullMarked
package io.oncestream.job.store;

import org.jspecify.annotations.NullMarked;
