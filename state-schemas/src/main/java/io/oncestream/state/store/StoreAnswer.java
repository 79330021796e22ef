package io.oncestream.state.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a command: each has one answer.
 *
 * @param key empty where the command is about the ring, or names none
 * @param id the command's, of its own among those of the key
 * @param op what was asked for
 * @param time event time of the command
 * @param bucket of the key; {@link #RING} where the command is about the ring
 * @param seq how many changes of the bucket, or of the ring, there were with this one. What is no
 *     change sees all up to it
 * @param value of the key: of a put what it wrote, else what there is; null where there is none
 * @param version of the key: the bucket's {@code seq} at its last change; 0 where there is none
 * @param reason one sentence for a person, where the outcome does not say everything
 */
public record StoreAnswer(
        String key,
        String id,
        String op,
        Instant time,
        int bucket,
        long seq,
        StoreOutcome outcome,
        @Nullable String value,
        long version,
        @Nullable String reason) {

    /** The bucket of commands that are about the ring. */
    public static final int RING = -1;
}
