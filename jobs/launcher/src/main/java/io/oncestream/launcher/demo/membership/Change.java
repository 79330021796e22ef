package io.oncestream.launcher.demo.membership;

import java.time.Duration;

/**
 * A row of the job's changes.
 *
 * @param at by the cluster's clock, counted from its first change: about that of the agents, which
 *     it follows within a beat
 */
record Change(Duration at, String node, long incarnation, String to) {}
