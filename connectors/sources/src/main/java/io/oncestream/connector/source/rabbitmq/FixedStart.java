package io.oncestream.connector.source.rabbitmq;

import io.oncestream.connector.credential.UnreadablePassword;
import io.oncestream.connector.source.SourceFailure;
import java.io.IOException;
import java.util.Optional;

/**
 * Makes offsets of {@code last} and {@code next}, once, before a job starts. Afterwards the end of
 * the stream is elsewhere: a job that fails before its first message would miss, or count, others
 * than the ones that were meant. A time would not do, for the clocks of this machine and of the
 * broker may differ.
 */
final class FixedStart {

    private FixedStart() {}

    /**
     * Where to begin, independent of when that will be. In a stream without messages that is the
     * first one, since all that will come is new.
     *
     * @throws IllegalArgumentException when the broker does not say, in one line
     */
    static StreamSplit of(StreamStart start, QueueCheck stream) {
        if (!start.isAtTheEnd()) {
            return StreamSplit.fresh(start);
        }
        Optional<LastBatch> end = end(stream);
        if (end.isEmpty()) {
            return StreamSplit.fresh(StreamStart.FIRST);
        }
        LastBatch batch = end.get();
        // Behind a message that is known, as if it had been read: so it is noticed, too, when the
        // stream is declared anew before there is another one.
        return start.equals(StreamStart.NEXT)
                ? new StreamSplit(batch.last() + 1, batch.lastChecksum(), StreamStart.FIRST)
                : StreamSplit.fresh(StreamStart.at(batch.first()));
    }

    private static int messages(QueueCheck stream) throws IOException {
        return Math.max(stream.messages(), QueueCheck.of(stream.address()).messages());
    }

    private static Optional<LastBatch> end(QueueCheck stream) {
        try {
            Optional<LastBatch> end = LastBatch.read(stream.address());
            // Asked again: for seconds after its start a broker says that there are none.
            if (end.isEmpty() && messages(stream) > 0) {
                throw new IOException(
                        "%s has messages, but the broker does not deliver them now: try again, or write offsets=first or a number"
                                .formatted(stream.address()));
            }
            return end;
        } catch (IOException | SourceFailure | UnreadablePassword e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
