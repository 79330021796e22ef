package io.oncestream.state.membership;

import java.util.Comparator;

/**
 * The last that is known of a node. Signs have a total order, by incarnation, then whether the node
 * has left, then heartbeat: whoever keeps the greatest knows the same in the end, in whatever order
 * and however often signs arrive.
 *
 * @param incarnation when the node was started, in seconds since 1970: each start has a greater one
 * @param left whether it has said that it goes; final for its incarnation
 * @param heartbeat a number that the node itself counts up while it lives
 */
public record LifeSign(long incarnation, boolean left, long heartbeat)
        implements Comparable<LifeSign> {

    private static final Comparator<LifeSign> ORDER =
            Comparator.comparingLong(LifeSign::incarnation)
                    .thenComparing(LifeSign::left)
                    .thenComparingLong(LifeSign::heartbeat);

    @Override
    public int compareTo(LifeSign other) {
        return ORDER.compare(this, other);
    }

    /** What is known by both. */
    public LifeSign merge(LifeSign other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
