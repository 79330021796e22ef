package io.oncestream.connector.source.rabbitmq;

import io.oncestream.connector.source.SourceFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what the current session gets, and replaces a session that ended: for a minute, with
 * pauses up to 5 seconds, then it fails, and Flink restarts the job.
 *
 * <p>A refusal is tried again like the rest: a server that is being restarted may refuse for a
 * while what it has granted before. That holds for the first session as well, for the one before it
 * may have been another reader's, before Flink restarted the job; and at the job's start the server
 * was asked already ({@link QueueCheck}), so that a mistake of the user's does not come as far as
 * here.
 */
final class ConsumerSplitReader<S extends SourceSplit> implements SplitReader<Delivery, S> {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerSplitReader.class);
    private static final Duration FETCH_MAX = Duration.ofMillis(500);

    private final RabbitMqAddress address;
    private final Function<S, Consumption> consumptions;
    private final Retry retry = new Retry();
    private final Semaphore wakeUps = new Semaphore(0);
    private String split = "";
    private @Nullable Consumption consumption;
    private volatile @Nullable Session session;

    ConsumerSplitReader(RabbitMqAddress address, Function<S, Consumption> consumptions) {
        this.address = address;
        this.consumptions = consumptions;
    }

    @Override
    public void handleSplitsChanges(SplitsChange<S> change) {
        for (S added : change.splits()) {
            split = added.splitId();
            consumption = consumptions.apply(added);
        }
    }

    @Override
    public RecordsWithSplitIds<Delivery> fetch() throws IOException {
        RecordsBySplits.Builder<Delivery> batch = new RecordsBySplits.Builder<>();
        Consumption how = consumption;
        if (how != null) {
            try {
                List<Delivery> taken = next(how);
                how.taken(taken);
                batch.addAll(split, taken);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return batch.build();
    }

    private List<Delivery> next(Consumption how) throws IOException, InterruptedException {
        Session current = session;
        if (current == null) {
            connect(how);
            return List.of();
        }
        List<Delivery> taken = current.take(FETCH_MAX);
        Throwable end = current.ended();
        if (end == null && taken.isEmpty() && current.isSilent()) {
            how.silent(current.age());
        }
        if (taken.isEmpty() && end != null) {
            LOG.warn("The connection to {} ended: {}", address, end.getMessage());
            session = null;
            current.close();
            how.lost(current);
            pauseAfter(current);
        }
        return taken;
    }

    private void connect(Consumption how) throws IOException, InterruptedException {
        try {
            session = Session.open(address, how.subscription());
            LOG.info("Reads {}", address);
        } catch (IOException e) {
            pause(retry.failed(e), e);
        } catch (SourceFailure e) {
            pause(retry.failed(e), e);
        }
    }

    /** One that ends as soon as it is open must not be replaced without end and without pause. */
    private void pauseAfter(Session ended) throws IOException, InterruptedException {
        if (ended.wasOfUse()) {
            retry.succeeded();
        } else {
            IOException e = new IOException("connections to %s end at once".formatted(address));
            pause(retry.failed(e), e);
        }
    }

    private void pause(Duration pause, Exception why) throws InterruptedException {
        LOG.info("Tries again in {} ms: {}", pause.toMillis(), why.getMessage());
        LOG.debug("Not connected", why);
        pause(pause);
    }

    private void pause(Duration most) throws InterruptedException {
        boolean woken = wakeUps.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
        LOG.debug("Tries again, woken {}", woken);
        wakeUps.drainPermits();
    }

    @Override
    public void wakeUp() {
        wakeUps.release();
        Session current = session;
        if (current != null) {
            current.wake();
        }
    }

    @Override
    public void close() {
        Session current = session;
        if (current != null) {
            current.close();
        }
    }
}
