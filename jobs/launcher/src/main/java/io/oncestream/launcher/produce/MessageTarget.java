package io.oncestream.launcher.produce;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * Where messages go. Sending may go on in the background; what has failed there comes up in a later
 * call, in {@link #flush()} at the latest. A {@link
 * io.oncestream.launcher.failure.FailureException} says it in one line.
 */
interface MessageTarget extends AutoCloseable {

    void send(Message message) throws IOException, InterruptedException;

    /** Waits until all that was sent is where it shall stay. */
    void flush() throws IOException, InterruptedException;

    /**
     * How many messages surely are where they shall stay, by what has been heard until now, in a
     * flush at the latest; empty where nobody tells. It holds after a failure, too.
     */
    OptionalLong arrived();

    /** Lets go of the connection; what was not flushed may be lost. */
    @Override
    void close() throws IOException;
}
