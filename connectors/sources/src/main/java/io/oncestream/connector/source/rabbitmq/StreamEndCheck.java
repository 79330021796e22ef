package io.oncestream.connector.source.rabbitmq;

import io.oncestream.connector.credential.UnreadablePassword;
import io.oncestream.connector.source.SourceFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a stream still reaches as far as it was read. A session begins with the message that was
 * read last, so one in which nothing arrives is a sign that it does not: the broker lets a reader
 * wait beyond the end of a stream, without a word, until the stream has grown that far.
 *
 * <p>It is no proof. Retention may have deleted all messages and nothing may have been published
 * since; the broker may be slow. So the end of the stream is looked at:
 *
 * <ul>
 *   <li>It is behind what was read, and has not come that far within half a minute: the stream is
 *       shorter. A replica in a cluster that was away ends early, too, and then catches up; it is
 *       given that time.
 *   <li>There is none, for the stream has no message: as yet nothing is known, and it is looked at
 *       again. What is published first will tell.
 *   <li>It is what was read, or later: the stream is as it was, and the broker will deliver.
 * </ul>
 */
final class StreamEndCheck {

    /** Finds the end of the stream. */
    interface End {

        /** Empty where there is no message. */
        Optional<LastBatch> read() throws IOException, InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(StreamEndCheck.class);
    private static final Duration FIRST = Duration.ofSeconds(3);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration CATCH_UP_MAX = Duration.ofSeconds(30);

    private final End end;
    private Duration due = FIRST;

    /** When the end was too early for the first time. */
    private @Nullable Duration shortSince;

    /** Of one session. */
    StreamEndCheck(End end) {
        this.end = end;
    }

    /**
     * Looks, when it is time.
     *
     * @param silent how long nothing has arrived in a session that began with the message that was
     *     read last
     * @param read the offset of that message
     * @throws SourceFailure when the stream is shorter
     */
    void check(Duration silent, long read) throws InterruptedException {
        if (silent.compareTo(due) < 0) {
            return;
        }
        long last = last();
        if (last == StreamSplit.NONE || last >= read) {
            shortSince = null;
            due = silent.plus(silent.compareTo(LONGEST) < 0 ? silent : LONGEST);
            return;
        }
        if (shortSince == null) {
            shortSince = silent;
        } else if (silent.minus(shortSince).compareTo(CATCH_UP_MAX) >= 0) {
            throw shorter(last, read);
        }
        LOG.warn("The stream ends at offset {}, but was read up to offset {}", last, read);
        due = silent.plus(AGAIN);
    }

    private long last() throws InterruptedException {
        try {
            return end.read().map(LastBatch::last).orElse(StreamSplit.NONE);
        } catch (IOException | SourceFailure | UnreadablePassword e) {
            // What reads fails as well then, and decides what that means.
            LOG.info("Where the stream ends is not known yet: {}", e.getMessage());
            LOG.debug("No end", e);
            return StreamSplit.NONE;
        }
    }

    private static SourceFailure shorter(long last, long read) {
        return new SourceFailure(
                "the stream ends at offset %d, but was read up to offset %d: ".formatted(last, read)
                        + StreamConsumption.OTHER_STREAM
                        + " If the broker is a replica that has not caught up yet, resume the job"
                        + " when it has.");
    }
}
