package io.oncestream.launcher.demo.membership;

import java.time.Duration;

/**
 * A version of the cluster.
 *
 * @param at as that of a {@link Change}
 */
record View(Duration at, int groups, boolean quorum) {}
