package io.oncestream.job.membership;

import io.oncestream.cli.DurationConverter;
import java.io.Serializable;
import java.time.Duration;

/**
 * When a node is suspected, dead and forgotten. All durations are of the cluster's clock.
 *
 * @param phi from which on a node is suspected: −log₁₀ of the probability that a sign of life still
 *     comes
 * @param pause that is accepted beyond the usual intervals
 * @param deadAfter how long a node is suspected before it counts as dead
 * @param forget how long a node that is dead, has left or never came is kept after it was named
 * @param report how often all nodes are reported
 */
record MembershipConfig(
        double phi, Duration pause, Duration deadAfter, Duration forget, Duration report)
        implements Serializable {

    private static final double PHI_MAX = 100;
    private static final Duration MAX = Duration.ofDays(366);

    /** Refuses what makes no sense, by an {@link IllegalArgumentException} with the value. */
    MembershipConfig {
        if (!(phi >= 1 && phi <= PHI_MAX)) {
            throw new IllegalArgumentException(
                    "--phi is %s: it must be from 1 to 100".formatted(phi));
        }
        check("--pause", pause, Duration.ZERO);
        check("--dead-after", deadAfter, Duration.ofMillis(1));
        check("--forget", forget, deadAfter);
        check("--report", report, Duration.ofSeconds(1));
    }

    private static void check(String option, Duration value, Duration min) {
        if (value.compareTo(min) < 0 || value.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(
                    "%s is %s: it must be from %s to %s"
                            .formatted(
                                    option,
                                    DurationConverter.format(value),
                                    DurationConverter.format(min),
                                    DurationConverter.format(MAX)));
        }
    }
}
