package io.oncestream.function.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.job.book.BookAnswer;
import io.oncestream.job.book.BookFunction;
import io.oncestream.state.command.Command;
import io.oncestream.state.command.RefusedCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a function that adds to accounts: what is done twice shows in the balance. */
class RequestMemoryFunctionTest {

    private static final long REMEMBER = 1_000;

    /** Of the state of an account: its number and its balance, which are kept for good. */
    private static final int ENTRIES_OF_AN_ACCOUNT = 2;

    private KeyedOneInputStreamOperatorTestHarness<String, Command, BookAnswer> harness;

    @BeforeEach
    void open() throws Exception {
        open(null);
    }

    private void open(OperatorSubtaskState state) throws Exception {
        harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new BookFunction(Duration.ofMillis(REMEMBER))),
                        Command::key,
                        Types.STRING);
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static Command add(String account, String id, long time, long amount) {
        return new Command(
                account,
                id,
                "add",
                Instant.ofEpochMilli(time),
                Map.of("amount", Long.toString(amount)));
    }

    private void send(Command command) throws Exception {
        harness.processElement(command, command.time().toEpochMilli());
    }

    /** Of the answers so far, in their order. */
    private List<Long> balances() {
        List<Long> balances = new ArrayList<>();
        for (BookAnswer answer : harness.extractOutputValues()) {
            balances.add(answer.balance());
        }
        return balances;
    }

    private List<String> refusals() {
        List<String> reasons = new ArrayList<>();
        if (harness.getSideOutput(RequestMemory.REFUSED) != null) {
            for (StreamRecord<RefusedCommand> each : harness.getSideOutput(RequestMemory.REFUSED)) {
                reasons.add(each.getValue().id() + " " + each.getValue().reason());
            }
        }
        return reasons;
    }

    @Test
    void aRepeatIsNeitherDoneNorAnswered() throws Exception {
        send(add("a", "1", 5, 10));
        harness.processWatermark(REMEMBER);
        send(add("a", "1", 5, 10));
        send(add("a", "2", 5, 10));
        assertThat(balances()).containsExactly(10L, 20L);
        assertThat(refusals()).isEmpty();
    }

    @Test
    void anIdIsOfItsKey() throws Exception {
        send(add("a", "1", 5, 10));
        send(add("b", "1", 5, 10));
        assertThat(balances()).containsExactly(10L, 10L);
    }

    @Test
    void anIdWithOtherContentOrAnotherTimeIsRefused() throws Exception {
        send(add("a", "1", 5, 10));
        send(add("a", "1", 5, 11));
        send(add("a", "1", 6, 10));
        assertThat(balances()).containsExactly(10L);
        assertThat(refusals())
                .hasSize(2)
                .containsOnly("1 another command, of 1970-01-01T00:00:00.005Z, has its id already");
    }

    @Test
    void whatIsTooOldIsRefusedWhetherItWasDoneOrNot() throws Exception {
        send(add("a", "1", 5, 10));
        harness.processWatermark(REMEMBER + 5);
        send(add("a", "1", 5, 10));
        send(add("a", "2", 5, 10));
        send(add("a", "3", 6, 10));
        assertThat(balances()).containsExactly(10L, 20L);
        assertThat(refusals())
                .extracting(refusal -> refusal.replaceFirst("what came.*", ""))
                .containsExactly(
                        "1 it is of 1970-01-01T00:00:00.005Z, and event time is at"
                                + " 1970-01-01T00:00:01.005Z: ",
                        "2 it is of 1970-01-01T00:00:00.005Z, and event time is at"
                                + " 1970-01-01T00:00:01.005Z: ");
    }

    @Test
    void allIsForgottenWithoutATrace() throws Exception {
        for (int id = 0; id < 100; id++) {
            send(add("a", "id" + id, id % 3, 1));
        }
        assertThat(harness.numEventTimeTimers()).isEqualTo(3);
        harness.processWatermark(REMEMBER + 1);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        harness.processWatermark(REMEMBER + 2);
        assertThat(harness.numEventTimeTimers()).isZero();
        assertThat(harness.numKeyedStateEntries()).isEqualTo(ENTRIES_OF_AN_ACCOUNT);
    }

    @Test
    void aRestoredJobKnowsWhatWasDone() throws Exception {
        send(add("a", "1", 5, 10));
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        open(state);
        send(add("a", "1", 5, 10));
        send(add("a", "2", 5, 1));
        assertThat(balances()).containsExactly(11L);
        harness.processWatermark(REMEMBER + 5);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(ENTRIES_OF_AN_ACCOUNT);
    }

    /**
     * Seen red where requests were forgotten a millisecond early, where those that are a
     * millisecond too old were done, and where all but the last of those that end at one time were
     * kept.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void inAnyOrderEachIsDoneOnceAtMost(long seed) throws Exception {
        Random random = new Random(seed);
        List<Command> sent = new ArrayList<>();
        Map<String, Long> expected = new HashMap<>();
        Set<Command> done = new HashSet<>();
        long watermark = 0;
        harness.processWatermark(watermark);
        for (int step = 0; step < 5_000; step++) {
            if (random.nextInt(20) == 0) {
                watermark += random.nextInt(50);
                harness.processWatermark(watermark);
            }
            Command command = command(random, sent, watermark, step);
            boolean young = command.time().toEpochMilli() + REMEMBER > watermark;
            if (young && done.add(command)) {
                expected.merge(command.key(), 1L, Long::sum);
            }
            send(command);
        }
        Map<String, Long> balances = new HashMap<>();
        harness.extractOutputValues().forEach(each -> balances.put(each.account(), each.balance()));
        assertThat(balances).as("seed %d", seed).isEqualTo(expected);
        harness.processWatermark(watermark + 2 * REMEMBER);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(2 * ENTRIES_OF_AN_ACCOUNT);
    }

    /** Half of them are sent again; times are around where one is too old. */
    private static Command command(Random random, List<Command> sent, long watermark, int step) {
        if (!sent.isEmpty() && random.nextBoolean()) {
            return sent.get(sent.size() - 1 - random.nextInt(Math.min(sent.size(), 2_000)));
        }
        long time = watermark - REMEMBER + random.nextInt((int) REMEMBER / 2) - 5;
        Command command = add(random.nextBoolean() ? "a" : "b", "id" + step, time, 1);
        sent.add(command);
        return command;
    }
}
