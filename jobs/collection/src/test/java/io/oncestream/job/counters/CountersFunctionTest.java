package io.oncestream.job.counters;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.function.request.CommandHarness;
import io.oncestream.state.command.Command;
import io.oncestream.state.command.RefusedCommand;
import io.oncestream.state.counter.CounterCommand;
import io.oncestream.state.counter.CounterEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which commands get a number, and what they ask for then. */
class CountersFunctionTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private CommandHarness<CounterEvent> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new CommandHarness<>(() -> new CountersFunction(Duration.ofMinutes(1)));
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static Command add(String counter, String id, String amount) {
        return new Command(counter, id, "add", START, Map.of("amount", amount));
    }

    private List<CounterCommand> numbered() {
        return harness.decided().stream()
                .map(CounterEvent::command)
                .filter(Objects::nonNull)
                .toList();
    }

    private List<String> numbers() {
        return numbered().stream()
                .map(each -> each.counter() + " " + each.number() + " " + each.id())
                .toList();
    }

    @Test
    void theCommandsOfEachCounterAreNumberedWithoutAGapAndRepeatsAreDropped() throws Exception {
        harness.send(add("visits", "a", "1"));
        harness.send(add("votes", "a", "1"));
        harness.send(add("visits", "b", "1"));
        harness.send(add("visits", "a", "1"));
        harness.send(add("visits", "c", "no number"));
        harness.send(add("visits", "d", "1"));
        assertThat(numbers())
                .containsExactly(
                        "visits 1 a", "votes 1 a", "visits 2 b", "visits 3 c", "visits 4 d");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void numbersGoOnBehindARestore(int parallelism) throws Exception {
        harness.send(add("visits", "a", "1"));
        harness.restore(parallelism);
        harness.send(add("visits", "a", "1"));
        harness.send(add("visits", "b", "1"));
        assertThat(numbers()).containsExactly("visits 2 b");
    }

    /** The number is for ever, or another command would have it. */
    @Test
    void anIdIsForgottenAndTheNumberIsNot() throws Exception {
        harness.send(add("visits", "a", "1"));
        harness.watermark(START.plusSeconds(60).toEpochMilli());
        harness.send(add("visits", "a", "1"));
        assertThat(harness.refused()).extracting(RefusedCommand::id).containsExactly("a");
        harness.send(new Command("visits", "b", "read", START.plusSeconds(61), Map.of()));
        assertThat(numbers()).containsExactly("visits 1 a", "visits 2 b");
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    add, 5, 5,
                    add, -9223372036854775808, -9223372036854775808,
                    add, 9223372036854775808, , amount is '9223372036854775808': it must be a whole number of 64 bits
                    add, 1.5, , amount is '1.5': it must be a whole number of 64 bits
                    add, , , amount is missing
                    read, , ,
                    read, 1, , a read has no amount
                    set, 1, , 'op is set: it must be add or read'
                    """)
    void whatCannotBeDoneSaysWhy(String op, String amount, Long expected, String why)
            throws Exception {
        Map<String, String> fields = amount == null ? Map.of() : Map.of("amount", amount);
        harness.send(new Command("visits", "a", op, START, fields));
        CounterCommand command = numbered().get(0);
        assertThat(command.amount()).isEqualTo(expected);
        assertThat(command.invalid()).isEqualTo(why);
    }

    @Test
    void whatNoDatabaseCouldKeepIsRefused() throws Exception {
        harness.send(add("vis\0its", "a", "1"));
        harness.send(add("visits", "half \ud83d", "1"));
        assertThat(harness.decided())
                .extracting(CounterEvent::refused)
                .hasSize(2)
                .doesNotContainNull();
    }
}
