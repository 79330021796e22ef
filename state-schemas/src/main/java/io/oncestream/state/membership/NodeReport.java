package io.oncestream.state.membership;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node as it is now.
 *
 * @param status null: it is forgotten
 * @param since by the cluster's clock
 * @param phi how unlikely it is that a sign of life still comes: −log₁₀ of the probability; null
 *     where nothing is expected
 * @param hears of how many others its reports show new heartbeats
 * @param heardBy in how many others' reports its heartbeat advances
 * @param group the first by name of those with whom it hears each other, directly or by others;
 *     null for who is neither alive nor suspected
 */
public record NodeReport(
        String cluster,
        String node,
        LifeSign sign,
        @Nullable NodeStatus status,
        Instant since,
        @Nullable Double phi,
        int hears,
        int heardBy,
        @Nullable String group) {}
