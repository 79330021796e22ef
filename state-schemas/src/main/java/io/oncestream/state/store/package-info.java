/** A key-value store whose buckets move between shards: its answers, its rows and its state. */
@NullMarked
package io.oncestream.state.store;

import org.jspecify.annotations.NullMarked;
