package io.oncestream.connector.jdbc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.JdbcTwoPhaseCommitSink;
import io.oncestream.connector.jdbc.SinkName;
import io.oncestream.connector.jdbc.SinkOperator;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.state.store.BucketState.Sweep;
import io.oncestream.state.store.Ownership;
import io.oncestream.state.store.StoreRow;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.Patience;
import io.oncestream.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A PostgreSQL and a MariaDB with one bucket of two, in each state of a move. */
class StoreReaderITCase {
    private static final Partitioning RANGES = new Partitioning(List.of("n"));

    private WrittenShard a;
    private WrittenShard b;
    private StoreReader reader;

    @BeforeEach
    void start() throws Exception {
        a = new WrittenShard("a", DatabaseKind.POSTGRES);
        b = new WrittenShard("b", DatabaseKind.MARIADB);
        reader = reader(RANGES, Duration.ofSeconds(30));
    }

    private StoreReader reader(Partitioning partitioning, Duration limit) {
        return StoreReader.of(List.of(a.participant, b.participant), "store", partitioning, limit);
    }

    @AfterEach
    void close() throws Exception {
        reader.close();
        a.close();
        b.close();
    }

    private static StoreRow entry(String key, String value, long version, long move) {
        return StoreRow.entry(RANGES.bucket(key), key, value, version, move);
    }

    private static StoreRow header(Ownership state, long move, @Nullable String other, long seq) {
        return StoreRow.header(0, RANGES.keys(0), state, move, other, seq);
    }

    @Test
    void aBucketThatNobodyUsedIsEmpty() throws Exception {
        assertThat(reader.strong("k")).isEqualTo(new StoreRead("k", 0, "", 0, 0, null, 0));
        assertThat(reader.eventual("k").value()).isNull();
        assertThat(reader.scan("", 10)).isEmpty();
    }

    /** Each step of a move from the one to the other and back, with what was left behind. */
    @Test
    void aReaderFollowsABucket() throws Exception {
        a.commit(entry("k", "one", 1, 1), header(Ownership.OWNER, 1, null, 1));
        assertThat(reader.strong("k")).isEqualTo(new StoreRead("k", 0, "a", 1, 1, "one", 1));
        a.commit(entry("k", "two", 2, 1), header(Ownership.MOVING, 1, "b", 2));
        assertThat(reader.strong("k")).isEqualTo(new StoreRead("k", 0, "a", 1, 2, "two", 2));
        b.commit(entry("k", "two", 2, 2), header(Ownership.OWNER, 2, null, 2));
        b.commit(StoreRow.deleted(0, "k", 3, 2), header(Ownership.OWNER, 2, null, 3));
        assertThat(reader.eventual("k").value()).isEqualTo("two");
        assertThat(reader.strong("k")).isEqualTo(new StoreRead("k", 0, "b", 2, 3, null, 0));
        a.commit(header(Ownership.MOVED, 2, "b", 3));
        assertThat(reader.eventual("k").shard()).isEqualTo("b");
        b.commit(header(Ownership.MOVING, 2, "a", 3));
        assertThat(reader.strong("k").shard()).isEqualTo("b");
        a.commit(header(Ownership.OWNER, 3, null, 3));
        b.commit(header(Ownership.MOVED, 3, "a", 3));
        // What was deleted at b is still in a, by an earlier move.
        assertThat(reader.strong("k")).isEqualTo(new StoreRead("k", 0, "a", 3, 3, null, 0));
        try (StoreReader another = reader(RANGES, Duration.ofSeconds(30))) {
            assertThat(another.strong("k").shard()).isEqualTo("a");
        }
    }

    @Test
    void aReaderWaitsForTheChangeThatItWasTold() throws Exception {
        a.commit(entry("k", "one", 1, 1), header(Ownership.OWNER, 1, null, 1));
        CompletableFuture<StoreRead> read =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return reader.strong("k", 2);
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        a.commit(entry("k", "two", 2, 1), header(Ownership.OWNER, 1, null, 2));
        assertThat(read.get().value()).isEqualTo("two");
        try (StoreReader impatient = reader(RANGES, Duration.ofMillis(100))) {
            assertThatThrownBy(() -> impatient.strong("k", 3))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("change 3 of its bucket is not there");
        }
    }

    @Test
    void whoReadsByAnotherRuleOrLacksAShardIsTold() throws Exception {
        a.commit(entry("k", "one", 1, 1), header(Ownership.MOVED, 2, "b", 1));
        try (StoreReader other = reader(new Partitioning(List.of("x")), Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> other.strong("k"))
                    .hasMessageContaining("the job has another --split-at");
        }
        // By hash the key is in a bucket that the store does not have.
        try (StoreReader other = reader(Partitioning.hash(), Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> other.strong("another key"))
                    .hasMessageContaining("the job has another --split-at");
        }
        try (StoreReader some =
                StoreReader.of(List.of(a.participant), "store", RANGES, Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> some.strong("k"))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("b");
        }
    }

    @Test
    void aScanTakesEachBucketFromItsOwner() throws Exception {
        for (int i = 0; i < 10; i++) {
            a.commit(entry("k" + i, "old", i + 1, 1));
        }
        a.commit(header(Ownership.MOVING, 1, "b", 10));
        b.commit(
                IntStream.range(0, 10)
                        .mapToObj(i -> entry("k" + i, "new", 11 + i, 2))
                        .toArray(StoreRow[]::new));
        b.commit(header(Ownership.OWNER, 2, null, 20));
        a.commit(
                entry("z", "a's", 1, 1),
                StoreRow.header(1, RANGES.keys(1), Ownership.OWNER, 1, null, 1));
        assertThat(reader.scan("", 100))
                .hasSize(11)
                .extracting(StoreRead::value)
                .doesNotContain("old");
        assertThat(reader.scan("k8", 2)).extracting(StoreRead::key).containsExactly("k8", "k9");
        assertThat(reader.scan("k9", 9)).extracting(StoreRead::key).containsExactly("k9", "z");
    }

    /** Later would be too late: a bucket's move there could neither go on nor back. */
    @Test
    void aShardThatLacksCharactersIsRefusedAtItsStart() throws Exception {
        try (SinkOperator<StoreRow> sink =
                new SinkOperator<>(
                        new JobID(),
                        JdbcTwoPhaseCommitSink.to(
                                PostgresServer.newLatin1Database().address(),
                                ShardTable.rows("store"),
                                new SinkName("store", "write-shard-l"),
                                StartPolicy.REFUSE),
                        0,
                        1)) {
            assertThatThrownBy(sink::start)
                    .hasMessageContaining("stores ISO-8859-1 alone: create one in UTF8");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "MARIADB"})
    void whatIsDeadIsSweptAndNothingElse(DatabaseKind kind) throws Exception {
        try (WrittenShard shard = new WrittenShard("c", kind);
                ShardWatch watch = new ShardWatch(List.of(shard.participant), "store")) {
            shard.commit(
                    entry("dead", "of an earlier move", 1, 1),
                    entry("live", "stays", 2, 3),
                    StoreRow.deleted(0, "gone", 3, 3),
                    entry("z", "of another bucket", 1, 1),
                    header(Ownership.OWNER, 3, null, 3));
            assertThat(shard.<Long>in(ShardTable::live)).isEqualTo(1);
            assertThat(shard.<Long>in(ShardTable::dead)).isEqualTo(2);
            Sweep sweep = Sweep.of("c", 3, 3);
            Patience.await().until(() -> watch.swept(0, sweep));
            assertThat(shard.database.query("SELECT value FROM store ORDER BY value"))
                    .contains("stays", "of another bucket")
                    .hasSize(3);
            // One that is not committed yet goes on.
            assertThat(watch.swept(0, Sweep.of("c", 3, 4))).isFalse();
            shard.commit(header(Ownership.MOVED, 4, "d", 4));
            Patience.await().until(() -> watch.swept(0, Sweep.of("c", 3, 4)));
            assertThat(shard.<Long>in(ShardTable::dead)).isZero();
            Patience.await()
                    .until(
                            () ->
                                    watch.header("c", 0)
                                            .filter(is -> is.state() == Ownership.MOVED)
                                            .isPresent());
        }
    }
}
