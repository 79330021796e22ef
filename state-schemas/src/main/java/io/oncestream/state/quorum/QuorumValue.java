package io.oncestream.state.quorum;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A round of an instrument as it is now.
 *
 * @param value that has the certificate; null where none has, or two have
 * @param votes how many feeds are in the certificate; where there is none, how many have signed a
 *     value that counts
 */
public record QuorumValue(
        String instrument,
        long round,
        QuorumStatus status,
        @Nullable BigDecimal value,
        int votes) {}
