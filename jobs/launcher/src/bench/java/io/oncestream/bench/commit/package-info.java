/**
 * How long the sink takes to commit a checkpoint in several databases.
 *
 * <p>The sink is driven by hand, in Flink's operator harness: neither barriers nor the
 * coordinator's messages are in the time, only what the sink does, from when it hears that a
 * checkpoint is complete until all databases have its rows. Below it the same could be measured of
 * its writers alone, but not what Flink's class adds, which every commit goes through.
 */
@NullMarked
package io.oncestream.bench.commit;

import org.jspecify.annotations.NullMarked;
