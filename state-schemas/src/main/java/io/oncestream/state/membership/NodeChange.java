package io.oncestream.state.membership;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That something else is thought of a node.
 *
 * @param number of the cluster's changes, from 1 on
 * @param time by the cluster's clock
 * @param from null: the node was not known
 * @param to null: the node is forgotten
 * @param reason in a few words, for people
 */
public record NodeChange(
        String cluster,
        long number,
        Instant time,
        String node,
        long incarnation,
        @Nullable NodeStatus from,
        @Nullable NodeStatus to,
        String reason) {}
