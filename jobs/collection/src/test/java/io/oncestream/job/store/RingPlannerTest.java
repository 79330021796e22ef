package io.oncestream.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.store.Partitioning;
import io.oncestream.function.request.CommandHarness;
import io.oncestream.state.command.Command;
import io.oncestream.state.command.RefusedCommand;
import io.oncestream.state.store.BucketInput;
import io.oncestream.state.store.StoreAnswer;
import io.oncestream.state.store.StoreOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which buckets are told to go where, and how fast. */
class RingPlannerTest {
    private static final StoreLayout LAYOUT =
            new StoreLayout(List.of("a", "b"), List.of("c"), Partitioning.hash());
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private CommandHarness<BucketInput> harness;
    private long clock;

    @BeforeEach
    void open() throws Exception {
        harness = new CommandHarness<>(() -> new RingPlanner(LAYOUT, Duration.ofMinutes(1), 100));
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void send(String id, String op, String... fields) throws Exception {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], fields[i + 1]);
        }
        harness.send(new Command("", id, op, START, all));
    }

    private void pass(Duration time) throws Exception {
        for (long end = clock + time.toMillis(); clock < end; ) {
            clock += 10;
            harness.processingTime(clock);
        }
    }

    private List<StoreAnswer> answers() {
        return harness.decided().stream()
                .map(BucketInput::answer)
                .filter(Objects::nonNull)
                .toList();
    }

    private Map<Integer, String> assigned() {
        Map<Integer, String> assigned = new HashMap<>();
        harness.decided().stream()
                .filter(input -> input.shard() != null)
                .forEach(input -> assigned.put(input.bucket(), input.shard()));
        return assigned;
    }

    private static Map<Integer, String> difference(List<String> before, List<String> after) {
        Map<Integer, String> difference = new HashMap<>();
        for (int bucket = 0; bucket < 1024; bucket++) {
            String owner = Ring.of(after).owner(bucket);
            if (!owner.equals(Ring.of(before).owner(bucket))) {
                difference.put(bucket, owner);
            }
        }
        return difference;
    }

    @Test
    void whoJoinsGetsItsBucketsSoManyASecond() throws Exception {
        send("1", "join", "shard", "c");
        pass(Duration.ofSeconds(2));
        assertThat(assigned()).hasSizeBetween(180, 200);
        pass(Duration.ofSeconds(2));
        assertThat(assigned()).isEqualTo(difference(List.of("a", "b"), List.of("a", "b", "c")));
        assertThat(answers()).extracting(StoreAnswer::outcome).containsExactly(StoreOutcome.OK);
    }

    @Test
    void whoLeavesInTheMiddleGivesBackWhatItGot() throws Exception {
        send("1", "join", "shard", "c");
        pass(Duration.ofSeconds(1));
        int told = assigned().size();
        assertThat(told).isBetween(80, 100);
        harness.restore(1);
        harness.processingTime(clock);
        send("2", "leave", "shard", "c");
        pass(Duration.ofSeconds(5));
        assertThat(assigned().size()).isBetween(told, told + 10);
        assertThat(assigned())
                .allSatisfy(
                        (bucket, shard) ->
                                assertThat(shard).isEqualTo(Ring.of(LAYOUT.first()).owner(bucket)));
    }

    @Test
    void aBucketCanBePutSomewhereByHand() throws Exception {
        int bucket =
                IntStream.range(0, 1024)
                        .filter(each -> Ring.of(LAYOUT.first()).owner(each).equals("a"))
                        .findFirst()
                        .orElseThrow();
        send("1", "move", "shard", "b", "bucket", "" + bucket);
        pass(Duration.ofSeconds(1));
        assertThat(assigned()).isEqualTo(Map.of(bucket, "b"));
        send("2", "join", "shard", "c");
        send("3", "leave", "shard", "b");
        pass(Duration.ofSeconds(15));
        assertThat(assigned().get(bucket)).isIn("a", "c");
    }

    @Test
    void aRepeatIsDroppedAndOtherContentRefused() throws Exception {
        send("1", "join", "shard", "c");
        send("1", "join", "shard", "c");
        send("1", "leave", "shard", "c");
        assertThat(answers()).hasSize(1);
        assertThat(harness.refused()).extracting(RefusedCommand::op).containsExactly("leave");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    join, d, -, invalid, 'there is no shard d, but a, b, c: name it with --spare'
                    join, -, -, invalid, 'shard is missing, or no name'
                    join, a, -, ok, -
                    join, c, 3, invalid, a join has no bucket
                    get, -, -, invalid, key is missing
                    scan, -, -, invalid, 'op is scan: it must be get, put, delete, join, leave or move'
                    leave, d, -, invalid, 'there is no shard d, but a, b, c: name it with --spare'
                    leave, c, -, absent, c is not in the ring
                    leave, a, -, ok, -
                    move, c, 3, invalid, 'c is not in the ring, but a, b'
                    move, b, -, invalid, bucket is missing
                    move, b, 1024, invalid, there is no bucket 1024: they are 0 to 1023
                    move, b, x, invalid, bucket must be a whole number of 64 bits
                    """)
    void whatCannotBeDoneSaysWhy(String op, String shard, String bucket, String outcome, String why)
            throws Exception {
        Map<String, String> fields = new HashMap<>();
        if (shard != null) {
            fields.put("shard", shard);
        }
        if (bucket != null) {
            fields.put("bucket", bucket);
        }
        harness.send(new Command("", "1", op, START, fields));
        assertThat(answers())
                .extracting(answer -> answer.outcome().word())
                .containsExactly(outcome);
        assertThat(answers()).extracting(StoreAnswer::reason).containsExactly(why);
    }

    @Test
    void theLastOneStays() throws Exception {
        send("1", "leave", "shard", "a");
        send("2", "leave", "shard", "b");
        assertThat(answers())
                .extracting(StoreAnswer::reason)
                .containsExactly(null, "b is the last one: let another join first");
    }
}
