package io.oncestream.connector.jdbc.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChangingTest {

    private final List<Map<String, Register>> members =
            List.of(new HashMap<>(), new HashMap<>(), new HashMap<>());

    @Test
    void aChangeIsDecidedInTwoPhases() {
        Changing<String> changing = adds("!", new Ballots("p"), "x", "y");
        ask(changing, 0, 1);
        ask(changing, 1, 2);
        assertThat(changing.next()).isEmpty();
        assertThat(changing.results())
                .containsExactlyInAnyOrderEntriesOf(Map.of("x", "!", "y", "!"));
    }

    @Test
    void whatOnlyAMinorityHasIsTakenUp() {
        Changing<String> gone = adds("1", new Ballots("p"), "x");
        ask(gone, 0, 1);
        ask(gone, 2);
        Changing<String> next = adds("2", new Ballots("q"), "x");
        ask(next, 1, 2);
        ask(next, 0, 1);
        assertThat(next.results()).isEqualTo(Map.of("x", "12"));
    }

    @Test
    void aRefusedOneBeginsAgainAboveTheBallotThatItSaw() {
        Changing<String> late = adds("1", new Ballots("p"), "x");
        Ballots others = new Ballots("q");
        others.pass(new Ballot(6, ""));
        ask(adds("2", others, "x"), 0, 1, 2);
        ask(late, 0, 1, 2);
        assertThat(late.refusals()).isEqualTo(1);
        assertThat(late.next()).contains(prepare(8, "p", "x"));
    }

    @Test
    void onlyThoseThatOthersTookAreAskedForAgain() {
        Changing<String> both = adds("1", new Ballots("p"), "x", "y");
        ask(both, 0, 1, 2);
        ask(adds("2", new Ballots("q"), "y"), 0, 1, 2);
        ask(both, 0, 1, 2);
        assertThat(both.results()).containsOnlyKeys("x");
        assertThat(both.refusals()).isZero();
        assertThat(both.next()).contains(prepare(2, "p", "y"));
    }

    private static Request prepare(long round, String proposer, String register) {
        return new Request.Prepare(new Ballot(round, proposer), new TreeSet<>(List.of(register)));
    }

    private Changing<String> adds(String word, Ballots ballots, String... registers) {
        Map<String, Change<String>> changes = new TreeMap<>();
        for (String register : registers) {
            changes.put(
                    register,
                    value -> {
                        String next = value == null ? word : value + word;
                        return new Changed<>(next, next);
                    });
        }
        return new Changing<>(ballots, members.size(), changes);
    }

    /** One phase, with those members that are there. */
    private void ask(Changing<String> changing, int... present) {
        Request request = changing.next().orElseThrow();
        List<Map<String, Register>> replies = new ArrayList<>();
        for (int member : present) {
            Map<String, Register> all = members.get(member);
            Map<String, Register> reply = new HashMap<>();
            names(request)
                    .forEach(
                            name -> {
                                Register now =
                                        done(request, name, all.getOrDefault(name, Register.EMPTY));
                                all.put(name, now);
                                reply.put(name, now);
                            });
            replies.add(reply);
        }
        if (replies.size() > 1) { // else it is still waiting
            changing.answered(replies);
        }
    }

    private static Stream<String> names(Request request) {
        return request instanceof Request.Prepare prepare
                ? prepare.registers().stream()
                : ((Request.Accept) request).values().keySet().stream();
    }

    private static Register done(Request request, String name, Register before) {
        return request instanceof Request.Accept accept
                ? before.accept(accept.ballot(), accept.values().get(name))
                : before.prepare(((Request.Prepare) request).ballot());
    }
}
