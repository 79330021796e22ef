package io.oncestream.connector.jdbc.paxos;

import io.oncestream.connector.jdbc.DatabaseUnavailable;
import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.database.DatabaseSession;
import io.oncestream.connector.jdbc.database.Dialect;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The databases that hold counters, a majority of which is enough for everything but their first
 * start. For one thread at a time.
 */
public final class CounterMembers implements AutoCloseable {

    private static final long PAUSE_MILLIS = 20;
    private static final long PAUSE_MILLIS_MAX = 1_000;

    private final MemberCalls calls;
    private @Nullable String cluster;
    private volatile @Nullable Long sinceNanos;

    /**
     * A database, not connected to.
     *
     * @param name by which messages call it
     * @param url by which all jobs order them alike
     * @param session one that does not try again by itself
     */
    public record Place(String name, String url, Dialect dialect, DatabaseSession session) {}

    /**
     * Of all members.
     *
     * @param limit how long to wait for a majority
     */
    public CounterMembers(List<Place> places, CounterTables tables, Duration limit) {
        calls = new MemberCalls(places, tables, limit);
    }

    public int size() {
        return calls.size();
    }

    /** How many were away when they were last asked. */
    public int away() {
        return calls.absences().count();
    }

    /**
     * Finds out who is there, for one who only reads: the counters must have begun.
     *
     * @throws SinkFailure when they do not belong together
     */
    public void open() throws InterruptedException {
        cluster = new MemberSet(calls).find();
    }

    /**
     * Finds out who is there; the first time of all it makes them members, for which all must be
     * there.
     *
     * @param run who makes them
     * @param empties whether another run's counters are removed before, for which all must be there
     *     too
     * @throws SinkFailure when they do not belong together
     */
    public void begin(String run, boolean empties) throws InterruptedException {
        sinceNanos = System.nanoTime();
        try {
            cluster = new MemberSet(calls).begin(run, empties);
        } finally {
            sinceNanos = null;
        }
    }

    /**
     * Holds a conversation to its end.
     *
     * @throws DatabaseUnavailable when there is no majority for too long
     * @throws SinkFailure what the conversation throws, or what keeps a majority away for good
     */
    public void run(Conversation conversation) throws InterruptedException {
        sinceNanos = System.nanoTime();
        try {
            converse(conversation);
        } finally {
            sinceNanos = null;
        }
    }

    /** How long what is under way has taken until now; 0: nothing is. Anyone may ask. */
    public long underWayMillis() {
        Long since = sinceNanos;
        return since == null ? 0 : (System.nanoTime() - since) / 1_000_000;
    }

    private void converse(Conversation conversation) throws InterruptedException {
        Optional<Request> request = conversation.next();
        while (request.isPresent()) {
            Request asked = request.get();
            pause(conversation.refusals());
            conversation.answered(
                    calls.majority(
                            (connection, member) -> member.answer(connection, cluster(), asked)));
            request = conversation.next();
        }
    }

    /** Others want the same: who waits longest gives way, and chance decides who that is. */
    private static void pause(int refusals) throws InterruptedException {
        if (refusals > 0) {
            long longest = Math.min(PAUSE_MILLIS << Math.min(refusals, 10), PAUSE_MILLIS_MAX);
            Thread.sleep(ThreadLocalRandom.current().nextLong(longest) + 1);
        }
    }

    /** What each of those that answer has of these registers; no lock, no promise. */
    List<Map<String, Register>> look(Collection<String> names) throws InterruptedException {
        return calls.majority((connection, member) -> member.look(connection, cluster(), names));
    }

    /** What one of them does, for a reader that takes what it has. */
    <R> R one(int number, MemberCalls.Work<R> work) throws InterruptedException {
        return calls.one(number, work);
    }

    private String cluster() {
        return Objects.requireNonNull(cluster, "open comes first");
    }

    /** Copies what some member lacks to it, as far as members are there. */
    void catchUp() throws InterruptedException {
        CatchUp catchUp = new CatchUp(calls, cluster());
        String name = "";
        do {
            name = catchUp.run(name);
        } while (!name.isEmpty());
    }

    /** Who is slower than the others gets what it was told last, if that takes not too long. */
    public void settle() throws InterruptedException {
        calls.settle();
    }

    @Override
    public void close() {
        calls.close();
    }
}
