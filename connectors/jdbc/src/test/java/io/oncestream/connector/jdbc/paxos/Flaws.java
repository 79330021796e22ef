package io.oncestream.connector.jdbc.paxos;

import io.oncestream.connector.jdbc.paxos.CounterCommit.Complete;
import io.oncestream.connector.jdbc.paxos.CounterStart.Attempt;
import io.oncestream.connector.jdbc.paxos.CounterValue.Done;
import io.oncestream.state.counter.CounterCommand;
import io.oncestream.state.counter.CounterEvent;
import io.oncestream.state.counter.SealedCounters;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What proposers see of registers that have one of the flaws. */
record Flaws(Flaw flaw, int members) {

    Conversation start(CounterStart whole, Attempt attempt) {
        return switch (flaw) {
            case RUN_NOT_COMPARED ->
                    new Broken(
                            whole,
                            members,
                            (name, value) -> isIndex(name) ? ofRun(attempt, value) : value,
                            name -> false);
            case POSITION_NOT_COMPARED ->
                    new Broken(
                            whole,
                            members,
                            (name, value) -> isIndex(name) ? ofNone(value) : value,
                            name -> false);
            case UNCHANGED_NOT_ACCEPTED ->
                    new Broken(whole, members, (name, value) -> value, name -> true);
            default -> whole;
        };
    }

    Conversation commit(
            CounterCommit whole, SealedCounters transaction, Complete complete, String proposer) {
        Predicate<String> skips =
                switch (flaw) {
                    case UNCHANGED_NOT_ACCEPTED -> name -> true;
                    case INDEX_NOT_FIRST -> Flaws::isIndex;
                    default -> name -> false;
                };
        return new Broken(
                whole,
                members,
                (name, value) ->
                        isIndex(name)
                                ? index(value, complete, proposer)
                                : counter(Registers.counterOf(name), value, transaction),
                skips);
    }

    private static String ofNone(String value) {
        Position is = Position.of(value);
        return is.at(is.owner(), "", 0).text();
    }

    private static String ofRun(Attempt attempt, String value) {
        Position is = Position.of(value);
        return is.isNone()
                ? value
                : attempt.restored()
                        .map(from -> is.at(is.owner(), from.run(), is.checkpoint()).text())
                        .orElse(value);
    }

    private static boolean isIndex(String register) {
        return register.startsWith("index:");
    }

    private String index(String value, Complete complete, String proposer) {
        Position is = Position.of(value);
        return switch (flaw) {
            case INDEX_NOT_FIRST -> is.at(proposer, complete.run(), complete.checkpoint()).text();
            case OWNER_NOT_COMPARED -> is.at(proposer, is.run(), is.checkpoint()).text();
            default -> value;
        };
    }

    private String counter(String counter, String value, SealedCounters transaction) {
        CounterValue is = CounterValue.of(value);
        Done done = is.done(transaction.lineage());
        if (done == null) {
            return value;
        }
        SortedMap<String, Done> all = new TreeMap<>(is.lineages());
        all.put(transaction.lineage(), done(is, done, commands(counter, transaction), transaction));
        return new CounterValue(is.n(), is.version(), all).text();
    }

    private Done done(
            CounterValue is, Done done, List<CounterCommand> commands, SealedCounters of) {
        return switch (flaw) {
            case RUN_NOT_COMPARED -> new Done(of.run(), done.last(), done.before(), done.version());
            case DONE_NOT_COMPARED ->
                    new Done(
                            done.run(),
                            commands.get(0).number() - 1,
                            done.before(),
                            done.version());
            case ANSWERS_FROM_N -> {
                long added = new Additions(commands).apply(0);
                yield new Done(done.run(), done.last(), is.n() - added, is.version());
            }
            default -> done;
        };
    }

    private static List<CounterCommand> commands(String counter, SealedCounters transaction) {
        return transaction.events().stream()
                .map(CounterEvent::command)
                .filter(Objects::nonNull)
                .filter(command -> command.counter().equals(counter))
                .toList();
    }
}
