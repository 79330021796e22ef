package io.oncestream.state.trends;

import org.jspecify.annotations.Nullable;

/**
 * What goes together with an item: a row.
 *
 * @param rank from 1 on, by the score
 * @param other null: nothing is on this rank any more
 * @param support how often both were together, decayed
 */
public record RelatedItem(
        String item, int rank, @Nullable String other, double score, double support) {}
