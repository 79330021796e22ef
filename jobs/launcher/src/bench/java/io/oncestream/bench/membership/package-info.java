/**
 * How well, how soon and how fast the membership job finds out who lives.
 *
 * <p>What chance decides is simulated, with seeds: a day of lost messages passes in seconds. What a
 * peer does is measured, on real sockets; and so is what Flink, its state and the tables cost beside
 * a plain loop.
 */
@NullMarked
package io.oncestream.bench.membership;

import org.jspecify.annotations.NullMarked;
