package io.oncestream.connector.jdbc.paxos;

import static java.util.Comparator.comparing;

import io.oncestream.connector.jdbc.DatabaseUnavailable;
import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.cluster.Members;
import io.oncestream.connector.jdbc.cluster.Members.Reply;
import io.oncestream.connector.jdbc.database.DatabaseSession;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.paxos.Membership.MemberId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The databases that hold counters, asked all at once, each in a transaction of its own. A majority
 * is enough: who is away is asked again with each request, and waited for by nobody.
 *
 * <p>For one thread at a time.
 */
public final class CounterMembers implements AutoCloseable {

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
    private @Nullable String cluster;

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
        this.places = List.copyOf(places);
        this.limit = limit;
        places.forEach(place -> databases.add(new MemberDatabase(place.dialect(), tables)));
        members = Members.of(places.stream().map(Place::session).toList());
        absences = new Absences(places.stream().map(Place::name).toList());
    }

    public int size() {
        return places.size();
    }

    private int majority() {
        return size() / 2 + 1;
    }

    /** How many were away when they were last asked. */
    public int away() {
        return absences.count();
    }

    /** Finds out who is there, for one who only reads: the counters must have begun. */
    public void open() throws InterruptedException {
        Retry retry = new Retry("find the counters");
        while (!isComplete(ask(size(), (connection, member) -> find(connection, member)))) {
            retry.pause(absences.all());
        }
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
        Retry retry = new Retry("begin counting");
        boolean isEmpty = !empties;
        while (true) {
            List<Reply<Optional<MemberId>>> replies =
                    ask(
                            size(),
                            (connection, member) -> {
                                member.membership().makeTables(connection);
                                return find(connection, member);
                            });
            boolean areAllThere = replies.stream().allMatch(Reply::isSuccess);
            if (isEmpty && isComplete(replies)) {
                return;
            }
            if (!areAllThere) {
                retry.pause(
                        "at the first start all databases must be there: %s"
                                .formatted(absences.all()));
            } else if (isEmpty) {
                makeMembers(run);
            } else {
                isEmpty = empty(run);
            }
        }
    }

    private static Optional<MemberId> find(Connection connection, MemberDatabase member)
            throws SQLException {
        return member.membership().find(connection);
    }

    /** Whether all of them are: one that stays would go on as it was. */
    private boolean empty(String run) throws InterruptedException {
        List<Reply<Boolean>> replies =
                ask(
                        size(),
                        (connection, member) -> {
                            member.membership().empty(connection, run);
                            return true;
                        });
        throwFailure(replies);
        return replies.stream().allMatch(Reply::isSuccess);
    }

    /** Whether a majority is of one set, each another member of it. */
    private boolean isComplete(List<Reply<Optional<MemberId>>> replies) {
        List<MemberId> ids = new ArrayList<>();
        for (Reply<Optional<MemberId>> reply : replies) {
            if (reply.isSuccess()) {
                reply.get().ifPresent(ids::add);
            }
        }
        requireTogether(ids);
        if (ids.stream().filter(MemberId::isComplete).count() < majority()) {
            return false;
        }
        cluster = ids.get(0).cluster();
        return true;
    }

    private void requireTogether(List<MemberId> ids) {
        Set<String> clusters = new HashSet<>();
        Set<Long> numbers = new HashSet<>();
        for (MemberId id : ids) {
            clusters.add(id.cluster());
            if (!numbers.add(id.number())) {
                throw new SinkFailure("two of the databases are one and the same: give each once");
            }
            if (id.members() != size()) {
                throw new SinkFailure(
                        "these counters are in %d databases, and %d are given: give the same ones"
                                .formatted(id.members(), size()));
            }
        }
        if (clusters.size() > 1) {
            throw new SinkFailure(
                    "the databases do not belong together: their counters are of different sets");
        }
    }

    /** The first by its URL decides what the set is called: so starts at one time agree. */
    private void makeMembers(String run) throws InterruptedException {
        List<Integer> order =
                IntStream.range(0, size())
                        .boxed()
                        .sorted(comparing((Integer i) -> places.get(i).url()))
                        .toList();
        String name = UUID.randomUUID().toString();
        for (int i = 0; i < size(); i++) {
            name = only(order.get(i), new MemberId(name, i, size(), false, run)).cluster();
        }
        List<Reply<Boolean>> all =
                ask(
                        size(),
                        (connection, member) -> {
                            Optional<MemberId> id = member.membership().find(connection);
                            if (id.isPresent()) {
                                member.membership().complete(connection, id.get());
                            }
                            return id.isPresent();
                        });
        throwFailure(all);
    }

    private MemberId only(int number, MemberId id) throws InterruptedException {
        DatabaseSession session = places.get(number).session();
        return session.inTransaction(
                "make " + places.get(number).name() + " a member",
                connection -> databases.get(number).membership().tell(connection, id));
    }

    private static void throwFailure(List<? extends Reply<?>> replies) {
        for (Reply<?> reply : replies) {
            if (reply.failure() instanceof RuntimeException failure) {
                throw failure;
            }
        }
    }

    /** What is done in one database, in a transaction. */
    interface Work<R> {
        R in(Connection connection, MemberDatabase member) throws SQLException;
    }

    private <R> List<Reply<R>> ask(int enough, Work<R> work) throws InterruptedException {
        List<Reply<R>> replies =
                members.some(
                        enough,
                        GRACE,
                        REQUEST_MAX,
                        (i, session) ->
                                session.inTransaction(
                                        "reach the counters",
                                        connection -> work.in(connection, databases.get(i))));
        absences.note(replies);
        return replies;
    }

    /**
     * Holds a conversation to its end.
     *
     * @throws DatabaseUnavailable when there is no majority for too long
     * @throws SinkFailure what the conversation throws, or what keeps a majority away for good
     */
    public void run(Conversation conversation) throws InterruptedException {
        Optional<Request> request = conversation.next();
        while (request.isPresent()) {
            pause(conversation.refusals());
            conversation.answered(answers(request.get()));
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

    private List<Map<String, Register>> answers(Request request) throws InterruptedException {
        return majority((connection, member) -> member.answer(connection, cluster(), request));
    }

    /** What each of those that answer has of these registers; no lock, no promise. */
    List<Map<String, Register>> look(Collection<String> names) throws InterruptedException {
        return majority((connection, member) -> member.look(connection, cluster(), names));
    }

    private String cluster() {
        return Objects.requireNonNull(cluster, "open comes first");
    }

    private <R> List<R> majority(Work<R> work) throws InterruptedException {
        Retry retry = new Retry("reach a majority of the databases");
        while (true) {
            List<R> results = results(ask(majority(), work));
            if (results.size() >= majority()) {
                return results;
            }
            retry.pause(absences.all());
        }
    }

    private static <R> List<R> results(List<Reply<R>> replies) {
        List<R> results = new ArrayList<>();
        for (Reply<R> reply : replies) {
            if (reply.isSuccess()) {
                results.add(reply.get());
            }
        }
        return results;
    }

    /**
     * Copies what some member lacks to it, as far as members are there.
     *
     * @return how many transactions were copied
     */
    int catchUp() throws InterruptedException {
        List<Reply<Set<String>>> known =
                ask(
                        size(),
                        (connection, member) -> {
                            member.requireMember(connection, cluster());
                            return member.deliveries().deliveries(connection);
                        });
        return new CatchUp(places, databases, cluster()).run(known);
    }

    /** One member's own, for a reader that takes what it has. */
    <R> R one(int number, Work<R> work) throws InterruptedException {
        return places.get(number)
                .session()
                .inTransaction(
                        "read the counters",
                        connection -> work.in(connection, databases.get(number)));
    }

    /** Tries again until it is too late. */
    private final class Retry {
        private final String what;
        private final long begin = System.nanoTime();
        private long pause = PAUSE_MILLIS;

        Retry(String what) {
            this.what = what;
        }

        void pause(String why) throws InterruptedException {
            long elapsed = System.nanoTime() - begin;
            boolean isHopeless = size() - absences.lasting() < majority();
            if (isHopeless || elapsed > limit.toNanos()) {
                String message =
                        "cannot %s since %d s: %s"
                                .formatted(what, Duration.ofNanos(elapsed).toSeconds(), why);
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

    /** Who is slower than the others gets what it was told last, if that takes not too long. */
    public void settle() throws InterruptedException {
        members.settle(SETTLING_MAX);
    }

    @Override
    public void close() {
        members.close();
    }
}
