package io.oncestream.launcher.demo.counters;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.CounterReader.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each kind of violation is found, in databases that are right but for that. */
class CountersChecksTest {

    private final Seen seen = new Seen();
    private final Map<String, SentCommand> sent = new HashMap<>();
    private final Set<AnswerRow> answers = new HashSet<>();
    private final Map<String, Value> counters = new HashMap<>();
    private final Set<AnswerRow> others = new HashSet<>();

    /** Two transactions, the first with two commands. */
    CountersChecksTest() {
        add("a", 5, 5, 1, 0);
        add("b", 2, 7, 1, 1);
        add("c", 1, 8, 2, 0);
        counters.put("visits", new Value(8, 2));
        others.addAll(answers);
    }

    private void add(String id, long amount, long n, long version, long place) {
        sent.put(id, new SentCommand("visits", id, "add", Long.toString(amount)));
        seen.sent(id);
        answers.add(answer(id, amount, n, version, place));
    }

    private static AnswerRow answer(String id, long amount, long n, long version, long place) {
        return new AnswerRow(
                "visits", id, "add", Instant.EPOCH, amount, "ok", n, version, place, null, "t");
    }

    private List<String> violations() {
        return CountersChecks.violations(
                Map.of(
                        "one", new CounterRows(answers, counters),
                        "two", new CounterRows(others, counters)),
                sent,
                seen);
    }

    @Test
    void nothingIsWrongWithWhatIsRight() {
        seen.read("visits", new Value(7, 1));
        seen.read("visits", new Value(8, 2));
        seen.read("clicks", new Value(0, 0));
        assertThat(violations()).isEmpty();
    }

    @Test
    void aRowThatOneDatabaseLacksIsFound() {
        others.remove(answer("c", 1, 8, 2, 0));
        assertThat(violations())
                .singleElement()
                .asString()
                .startsWith("two lacks 1 rows that others have")
                .contains("id=c");
    }

    @Test
    void aRowThatIsAnotherOneElsewhereIsFound() {
        others.remove(answer("c", 1, 8, 2, 0));
        others.add(answer("c", 1, 9, 2, 0));
        assertThat(violations()).anySatisfy(each -> assertThat(each).contains(" and has 1 that"));
    }

    @Test
    void aCommandWithoutAnAnswerIsFound() {
        sent.put("d", new SentCommand("visits", "d", "read", null));
        assertThat(violations()).containsExactly("d has no answer");
    }

    @Test
    void aCommandThatIsCountedTwiceIsFound() {
        answers.add(answer("c", 1, 9, 3, 0));
        assertThat(violations())
                .anySatisfy(each -> assertThat(each).endsWith("it is answered twice"));
    }

    @Test
    void anAnswerThatWasDecidedTooLateIsFound() {
        seen.answered("c", "visits", 2);
        add("d", 1, 9, 3, 0);
        add("e", 1, 10, 4, 0);
        counters.put("visits", new Value(10, 4));
        others.addAll(answers);
        assertThat(violations()).isEmpty();
        Seen late = new Seen();
        late.sent("e");
        late.answered("e", "visits", 4);
        List.of("a", "b", "c", "d").forEach(late::sent);
        assertThat(
                        CountersChecks.violations(
                                Map.of("one", new CounterRows(answers, counters)), sent, late))
                .anySatisfy(each -> assertThat(each).contains("was seen before it was sent"));
    }

    @Test
    void aCounterThatIsNotWhatItsAnswersSayIsFound() {
        counters.put("visits", new Value(7, 2));
        counters.put("clicks", new Value(1, 1));
        assertThat(violations()).hasSize(2).allMatch(each -> each.contains("its answers make it"));
    }

    @Test
    void anAmountThatIsLostIsFound() {
        counters.put("visits", new Value(7, 2));
        assertThat(violations()).contains("sent was 8, the counters have 7");
    }

    @Test
    void aValueThatWasNeverDecidedIsFound() {
        seen.read("visits", new Value(5, 1));
        seen.read("visits", new Value(9, 3));
        seen.read("clicks", new Value(1, 0));
        assertThat(violations()).hasSize(3).allMatch(each -> each.contains("was never decided"));
    }
}
