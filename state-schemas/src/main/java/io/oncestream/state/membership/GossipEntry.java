package io.oncestream.state.membership;

import java.time.Instant;

/**
 * That a node reports what it knows of another one, or of itself.
 *
 * @param observer who reports
 * @param time by the observer's clock, which may be wrong; one for all entries of a report
 * @param node of whom
 * @param sign the last that the observer knows of it
 */
public record GossipEntry(
        String cluster, String observer, Instant time, String node, LifeSign sign) {}
