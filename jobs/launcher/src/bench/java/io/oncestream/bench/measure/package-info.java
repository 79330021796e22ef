/**
 * What the benchmarks that compare have in common.
 *
 * <p>A {@link io.oncestream.bench.measure.Contest} has cases and contestants. In each round each
 * contestant gets each case in a JVM of its own, which first warms up on a smaller case; the order
 * is shuffled by a seed. What a contestant computed is checked in each round: all of them must
 * agree. One of the contestants is there twice (A/A), and shows how far two equal ones differ.
 *
 * <p>Each outcome is a line in a file, so that a run that was broken off goes on where it was; an
 * outcome counts only for the same case, seed and build.
 */
@NullMarked
package io.oncestream.bench.measure;

import org.jspecify.annotations.NullMarked;
