package io.oncestream.connector.jdbc.paxos;

import io.oncestream.connector.jdbc.DatabaseUnavailable;
import io.oncestream.connector.jdbc.SinkFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then for what a member lacks, beside the commits. */
public final class CatchUpThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CatchUpThread.class);
    private static final long EVERY_MILLIS = 2_000;

    /** What is missing stays noted as long as a member is away, and is much then. */
    private static final long WHILE_AWAY_MILLIS = 5_000;

    private final CounterMembers members;
    private final Thread thread = new Thread(this::run, "oncestream-catch-up");
    private boolean isOpen;

    private CatchUpThread(CounterMembers members) {
        this.members = members;
        thread.setDaemon(true);
    }

    /**
     * Begins.
     *
     * @param members are its own, and closed with it
     */
    public static CatchUpThread start(CounterMembers members) {
        CatchUpThread started = new CatchUpThread(members);
        started.thread.start();
        return started;
    }

    private void run() {
        try {
            while (true) {
                look();
                Thread.sleep(members.away() > 0 ? WHILE_AWAY_MILLIS : EVERY_MILLIS);
            }
        } catch (InterruptedException closed) {
            return;
        } catch (RuntimeException e) {
            LOG.error("Databases that were away are not caught up by this job any more", e);
        }
    }

    /** A member that goes away in the middle is caught up another time. */
    private void look() throws InterruptedException {
        try {
            if (!isOpen) {
                members.open();
                isOpen = true;
            }
            members.catchUp();
        } catch (DatabaseUnavailable | SinkFailure e) {
            LOG.debug("A member could not be caught up", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
        members.close();
    }
}
