package io.oncestream.function.request;

import io.oncestream.state.command.Command;
import io.oncestream.state.command.RememberedRequest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a command was done already. Commands are forgotten when event time has passed theirs by a
 * duration, and one of before then is not done. A repeat has the same time: so it is either known,
 * or too old, and never done twice.
 *
 * @param remember how long, in whole milliseconds
 */
record RequestRules(Duration remember) {

    /** The watermark at which a command of that time is forgotten, and too old. */
    long end(Instant time) {
        return time.toEpochMilli() + remember.toMillis();
    }

    /**
     * Judges.
     *
     * @param known what is remembered of the command with its key and id
     * @param watermark event time, as far as it has come
     */
    Verdict judge(
            Command command, String digest, @Nullable RememberedRequest known, long watermark) {
        if (end(command.time()) <= watermark) {
            return Verdict.refused(
                    "it is of %s, and event time is at %s: what came so long before (--remember) is forgotten, and this may have been done"
                            .formatted(command.time(), Instant.ofEpochMilli(watermark)));
        }
        if (known == null) {
            return Verdict.NEW;
        }
        return known.digest().equals(digest)
                ? Verdict.REPEAT
                : Verdict.refused(
                        "another command, of %s, has its id already".formatted(known.time()));
    }
}
