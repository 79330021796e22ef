package io.oncestream.connector.jdbc.paxos;

import io.oncestream.connector.jdbc.DatabaseUnavailable;
import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.cluster.Asking;
import io.oncestream.connector.jdbc.cluster.Members;
import io.oncestream.connector.jdbc.cluster.Members.Reply;
import io.oncestream.connector.jdbc.paxos.CounterMembers.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks all members at once, each in a transaction of its own. Who is away is asked again with each
 * request, and waited for by nobody.
 */
final class MemberCalls implements AutoCloseable {

    /** So that who is a little slower than a majority does not fall behind. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private static final Duration REQUEST_MAX = Duration.ofSeconds(10);
    private static final Duration SETTLING_MAX = Duration.ofSeconds(2);
    private static final long PAUSE_MILLIS = 20;
    private static final long PAUSE_MILLIS_MAX = 1_000;

    private final List<Place> places;
    private final List<MemberDatabase> databases = new ArrayList<>();
    private final Members members;
    private final Duration limit;
    private final Absences absences;

    MemberCalls(List<Place> places, CounterTables tables, Duration limit) {
        this.places = List.copyOf(places);
        this.limit = limit;
        places.forEach(place -> databases.add(new MemberDatabase(place.dialect(), tables)));
        members = Members.of(places.stream().map(Place::session).toList());
        absences = new Absences(places.stream().map(Place::name).toList());
    }

    /** What is done in one database, in a transaction. */
    interface Work<R> {
        R in(Connection connection, MemberDatabase member) throws SQLException;
    }

    List<Place> places() {
        return places;
    }

    int size() {
        return places.size();
    }

    int majority() {
        return size() / 2 + 1;
    }

    Absences absences() {
        return absences;
    }

    /** All that are free, of whom so many are waited for. */
    <R> List<Reply<R>> all(int enough, Work<R> work) throws InterruptedException {
        return ask(asking(work), enough);
    }

    private <R> Asking<R> asking(Work<R> work) {
        return members.asking((i, session) -> in(i, work));
    }

    private <R> List<Reply<R>> ask(Asking<R> asking, int enough) throws InterruptedException {
        List<Reply<R>> replies = asking.ask(enough, GRACE, REQUEST_MAX);
        absences.note(replies);
        return replies;
    }

    /** One of them, on the caller's thread: not while it is at work on something else. */
    <R> R one(int member, Work<R> work) throws InterruptedException {
        if (!members.isFree(member)) {
            throw new DatabaseUnavailable(
                    places.get(member).name() + " is still at work on an earlier request",
                    new IllegalStateException("no answer yet"));
        }
        return in(member, work);
    }

    private <R> R in(int member, Work<R> work) throws InterruptedException {
        return places.get(member)
                .session()
                .inTransaction(
                        "reach the counters",
                        connection -> work.in(connection, databases.get(member)));
    }

    /**
     * What a majority gives, at least.
     *
     * @throws DatabaseUnavailable when there is none for too long
     * @throws SinkFailure what keeps a majority away for good
     */
    <R> List<R> majority(Work<R> work) throws InterruptedException {
        Asking<R> asking = asking(work);
        Retry retry = new Retry("reach a majority of the databases");
        while (true) {
            List<R> results =
                    ask(asking, majority()).stream()
                            .filter(Reply::isSuccess)
                            .map(Reply::get)
                            .toList();
            if (results.size() >= majority()) {
                return results;
            }
            if (asking.hopeful() < majority()) { // else it is long work, and under way
                retry.pause();
            }
        }
    }

    /** Who is slower than the others gets what it was told last, if that takes not too long. */
    void settle() throws InterruptedException {
        members.settle(SETTLING_MAX);
    }

    @Override
    public void close() {
        members.close();
    }

    /** Tries again until it is too late, or hopeless. */
    final class Retry {
        private final String what;
        private final long begin = System.nanoTime();
        private long pause = PAUSE_MILLIS;

        Retry(String what) {
            this.what = what;
        }

        void pause() throws InterruptedException {
            long elapsed = System.nanoTime() - begin;
            boolean isHopeless = size() - absences.lasting() < majority();
            if (isHopeless || elapsed > limit.toNanos()) {
                String message =
                        "cannot %s since %d s: %s"
                                .formatted(
                                        what,
                                        Duration.ofNanos(elapsed).toSeconds(),
                                        absences.all());
                Throwable last = absences.last();
                if (last instanceof SinkFailure) {
                    throw new SinkFailure(message, last);
                }
                throw new DatabaseUnavailable(message, last);
            }
            Thread.sleep(pause);
            pause = Math.min(2 * pause, PAUSE_MILLIS_MAX);
        }
    }
}
