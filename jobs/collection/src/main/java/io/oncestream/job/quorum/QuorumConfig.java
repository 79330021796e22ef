package io.oncestream.job.quorum;

import io.oncestream.function.quorum.Feeds;
import io.oncestream.function.quorum.QuorumMode;
import java.io.Serializable;

/**
 * What the quorum job computes.
 *
 * @param feeds who may sign what
 * @param openRounds a round is closed when a feed that must be honest has signed one that is so
 *     much newer
 * @param remember of how many rounds of an instrument, the newest, a feed's observations are kept;
 *     more than stay open
 */
public record QuorumConfig(Feeds feeds, QuorumMode mode, int openRounds, int remember)
        implements Serializable {

    static final int REMEMBER_MAX = 1_000;

    /** Refuses what cannot run, by an {@link IllegalArgumentException} that carries the value. */
    public QuorumConfig {
        if (openRounds < 1) {
            throw new IllegalArgumentException(
                    "--open-rounds is %d: it must be at least 1".formatted(openRounds));
        }
        if (remember <= openRounds || remember > REMEMBER_MAX) {
            throw new IllegalArgumentException(
                    "--remember is %d: it must be more than --open-rounds, %d, and at most %d"
                            .formatted(remember, openRounds, REMEMBER_MAX));
        }
    }
}
