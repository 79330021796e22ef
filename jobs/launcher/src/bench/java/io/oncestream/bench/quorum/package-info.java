/**
 * How fast values are certified out of what feeds have signed.
 *
 * <p>Checking signatures is nearly all of the work: what the plain loop needs beside it tells what
 * Flink, its state and the tables cost.
 */
@NullMarked
package io.oncestream.bench.quorum;

import org.jspecify.annotations.NullMarked;
