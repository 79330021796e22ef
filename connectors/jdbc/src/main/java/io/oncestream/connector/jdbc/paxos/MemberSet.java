package io.oncestream.connector.jdbc.paxos;

import static java.util.Comparator.comparing;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.cluster.Members.Reply;
import io.oncestream.connector.jdbc.paxos.Membership.MemberId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Finds out whether databases are the members of one set, or makes them members. */
record MemberSet(MemberCalls calls) {

    /** Of counters that have begun; returns what the set is called. */
    String find() throws InterruptedException {
        MemberCalls.Retry retry = calls.new Retry("find the counters");
        while (true) {
            Optional<String> name =
                    name(
                            calls.all(
                                    calls.majority(),
                                    (connection, member) -> find(connection, member)));
            if (name.isPresent()) {
                return name.get();
            }
            retry.pause();
        }
    }

    /**
     * The same; the first time of all it makes them members, for which all must be there.
     *
     * @param run who makes them
     * @param empties whether another run's counters are removed before, for which all must be there
     *     too
     */
    String begin(String run, boolean empties) throws InterruptedException {
        MemberCalls.Retry retry =
                calls.new Retry("begin counting, for which all databases must be there at first");
        boolean isEmpty = !empties;
        boolean hadBegun = false;
        int enough = empties ? calls.size() : calls.majority();
        while (true) {
            List<Reply<Optional<MemberId>>> replies =
                    calls.all(
                            enough,
                            (connection, member) -> {
                                member.membership().makeTables(connection);
                                return find(connection, member);
                            });
            Optional<String> name = isEmpty ? name(replies) : Optional.empty();
            if (name.isPresent()) {
                return name.get();
            }
            enough = calls.size();
            if (!areAll(replies)) {
                retry.pause();
            } else if (!isEmpty) {
                isEmpty = empty(run);
            } else if (!hasBegun(replies)) {
                makeMembers(run);
            } else if (hadBegun) {
                throw forgotten(replies);
            } else {
                hadBegun = true; // some may have been asked before another start told them
            }
        }
    }

    private static Optional<MemberId> find(Connection connection, MemberDatabase member)
            throws SQLException {
        return member.membership().find(connection);
    }

    private static boolean areAll(List<? extends Reply<?>> replies) {
        return replies.stream().allMatch(Reply::isSuccess);
    }

    /** Whether all of them are: one that stays would go on as it was. */
    private boolean empty(String run) throws InterruptedException {
        List<Reply<Boolean>> replies =
                calls.all(
                        calls.size(),
                        (connection, member) -> {
                            member.membership().empty(connection, run);
                            return true;
                        });
        throwFailure(replies);
        return areAll(replies);
    }

    /**
     * The set that a majority of these are members of, each another one. That one of them knows
     * that all were told is enough.
     */
    private Optional<String> name(List<Reply<Optional<MemberId>>> replies) {
        List<MemberId> ids = ids(replies);
        requireTogether(ids);
        return ids.size() >= calls.majority() && hasBegun(replies)
                ? Optional.of(ids.get(0).cluster())
                : Optional.empty();
    }

    private static List<MemberId> ids(List<Reply<Optional<MemberId>>> replies) {
        List<MemberId> ids = new ArrayList<>();
        for (Reply<Optional<MemberId>> reply : replies) {
            if (reply.isSuccess()) {
                reply.get().ifPresent(ids::add);
            }
        }
        return ids;
    }

    private SinkFailure forgotten(List<Reply<Optional<MemberId>>> replies) {
        return new SinkFailure(
                "of %d databases %d were emptied or replaced, and have forgotten what they promised: restore them as they were, or begin anew by --fresh"
                        .formatted(calls.size(), calls.size() - ids(replies).size()));
    }

    /** From then on a database that knows nothing of it has forgotten, and is never told again. */
    private static boolean hasBegun(List<Reply<Optional<MemberId>>> replies) {
        return ids(replies).stream().anyMatch(MemberId::isComplete);
    }

    private void requireTogether(List<MemberId> ids) {
        Set<String> clusters = new HashSet<>();
        Set<Long> numbers = new HashSet<>();
        for (MemberId id : ids) {
            clusters.add(id.cluster());
            if (!numbers.add(id.number())) {
                throw new SinkFailure("two of the databases are one and the same: give each once");
            }
            if (id.members() != calls.size()) {
                throw new SinkFailure(
                        "these counters are in %d databases, and %d are given: give the same ones"
                                .formatted(id.members(), calls.size()));
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
                IntStream.range(0, calls.size())
                        .boxed()
                        .sorted(comparing((Integer i) -> calls.places().get(i).url()))
                        .toList();
        String name = UUID.randomUUID().toString();
        List<MemberId> told = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            MemberId id = new MemberId(name, i, calls.size(), false, run);
            told.add(
                    calls.one(
                            order.get(i),
                            (connection, member) -> member.membership().tell(connection, id)));
            name = told.get(0).cluster();
        }
        if (told.stream().map(MemberId::number).distinct().count() < calls.size()) {
            takeBack(run);
        }
        requireTogether(told);
        throwFailure(
                calls.all(
                        calls.size(),
                        (connection, member) -> {
                            Optional<MemberId> id = find(connection, member);
                            if (id.isPresent()) {
                                member.membership().complete(connection, id.get());
                            }
                            return id.isPresent();
                        }));
    }

    /** So that another start, with the right databases, is not kept from it. */
    private void takeBack(String run) throws InterruptedException {
        throwFailure(
                calls.all(
                        calls.size(),
                        (connection, member) -> {
                            member.membership().takeBack(connection, run);
                            return true;
                        }));
    }

    private static void throwFailure(List<? extends Reply<?>> replies) {
        for (Reply<?> reply : replies) {
            if (reply.failure() instanceof RuntimeException failure) {
                throw failure;
            }
        }
    }
}
