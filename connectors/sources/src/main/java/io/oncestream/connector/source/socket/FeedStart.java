package io.oncestream.connector.source.socket;

import io.oncestream.connector.source.SourceFailure;
import io.oncestream.connector.source.spool.Spool;
import io.oncestream.connector.source.spool.SpoolInUseException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the spool and the address for one attempt of a job. The attempt before it, or the run that
 * was just stopped, may be dying and still hold both: they are waited for. Nothing can be said of
 * attempts by the split, which is new until a checkpoint has it: the spool's lock tells who was
 * there before.
 *
 * @param job the same for all attempts of a job
 */
record FeedStart(SocketOptions options, String job, SpoolSplit split, Duration patience) {

    /** A connection has two seconds to end in; a hung disk or a busy machine more. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(FeedStart.class);
    private static final long POLL_MILLIS = 50;

    private interface Taking<T> {
        T take() throws IOException;
    }

    /**
     * @throws SourceFailure when this is a new job and another one has the spool
     */
    Spool openSpool(Availability availability) throws IOException {
        try {
            return whenFree(
                    SpoolInUseException.class,
                    () -> Spool.open(options.spoolOptions(job), availability::signal));
        } catch (SpoolInUseException e) {
            String message = e.getMessage() + " by --spool";
            throw failure(split.isNew() && !e.user().equals(job), message, e);
        }
    }

    /**
     * @throws SourceFailure at once when this is a new job and the address is taken
     */
    Receiver startReceiver(SpoolIntake intake, String previousUser) throws IOException {
        boolean first = split.isNew() && !previousUser.equals(job);
        try {
            return first
                    ? Receiver.start(options, intake)
                    : whenFree(BindException.class, () -> Receiver.start(options, intake));
        } catch (SocketException e) {
            String message =
                    "%s cannot be listened on (%s): is the port taken, or the host no address of this machine? choose another"
                            .formatted(options.address(), e.getMessage());
            throw failure(first, message, e);
        }
    }

    private <T> T whenFree(Class<? extends IOException> taken, Taking<T> taking)
            throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return taking.take();
            } catch (IOException e) {
                if (!taken.isInstance(e) || System.nanoTime() - end >= 0) {
                    throw e;
                }
                LOG.debug("{} is waited for", options.address(), e);
            }
            pause();
        }
    }

    private void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + options.address());
        }
    }

    /** What another attempt can mend is left to Flink's restarts. */
    private static IOException failure(boolean forGood, String message, IOException cause) {
        if (forGood) {
            throw new SourceFailure(message, cause);
        }
        return new IOException(message, cause);
    }
}
