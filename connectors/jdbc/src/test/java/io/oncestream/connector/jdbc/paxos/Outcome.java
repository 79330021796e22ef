package io.oncestream.connector.jdbc.paxos;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import io.oncestream.connector.jdbc.paxos.CounterValue.Done;
import io.oncestream.state.counter.CounterCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What there is when all is done, compared with what it has to be. */
final class Outcome {

    private final Oracle oracle;
    private final Map<String, CounterAnswer> answers = new HashMap<>();

    Outcome(Oracle oracle, List<SimulatedMember> members) {
        this.oracle = oracle;
        Map<String, Integer> copies = new HashMap<>();
        for (SimulatedMember member : members) {
            for (CounterAnswer answer : member.answers()) {
                answers.put(answer.command().id(), answer);
                copies.merge(answer.command().id(), 1, Integer::sum);
            }
        }
        copies.forEach(
                (id, count) ->
                        require(
                                count > members.size() / 2,
                                id,
                                "is answered in",
                                count,
                                "databases"));
    }

    /** All that a job has read is answered once, and no more than that. */
    void requireAnswers(Simulation simulation, String lineage, int read) {
        Set<String> expected =
                IntStream.range(0, read)
                        .mapToObj(i -> simulation.command(lineage, i).id())
                        .collect(toCollection(TreeSet::new));
        Set<String> found = new TreeSet<>();
        answers.keySet().stream().filter(id -> id.startsWith(lineage)).forEach(found::add);
        require(found.equals(expected), "answers to", found, "instead of", expected);
    }

    /** The answers of a counter, one after the other, lead to what it is. */
    void requireCounted(String counter) {
        List<CounterAnswer> all =
                new ArrayList<>(
                        answers.values().stream()
                                .filter(each -> each.command().counter().equals(counter))
                                .sorted(
                                        comparingLong(CounterAnswer::version)
                                                .thenComparing(comparingInt(CounterAnswer::place)))
                                .toList());
        long n = 0;
        for (CounterAnswer answer : all) {
            CounterAnswer again =
                    new Additions(List.of(answer.command())).answers(n, answer.version()).get(0);
            require(
                    again.n() == answer.n() && again.outcome() == answer.outcome(),
                    answer,
                    "behind",
                    n);
            n = again.n();
        }
        CounterValue last = oracle.last(counter);
        require(last.n() == n, "counter", counter, "is", last, "and its answers lead to", n);
        long done = last.lineages().values().stream().mapToLong(Done::last).sum();
        require(done == all.size(), "counter", counter, "is", last, "of answers", all.size());
        requireOrder(all);
    }

    /** Commands of one job come in their order. */
    private static void requireOrder(List<CounterAnswer> all) {
        Map<String, Long> numbers = new HashMap<>();
        for (CounterAnswer answer : all) {
            CounterCommand command = answer.command();
            long number = numbers.merge(command.id().substring(0, 1), 1L, Long::sum);
            require(command.number() == number, answer, "comes as number", number);
        }
    }

    private static void require(boolean holds, Object... words) {
        if (!holds) {
            throw new Violation(Stream.of(words).map(String::valueOf).collect(joining(" ")));
        }
    }
}
