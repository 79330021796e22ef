package io.oncestream.connector.jdbc.cut;

import static io.oncestream.connector.jdbc.cut.WrittenDatabase.BALANCES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.testing.DatabaseKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PostgreSQL and a MariaDB, each with an account, between which one checkpoint moves money. */
class CutReaderITCase {
    private static final String TABLE = "account_versions";
    private static final int READS = 300;

    private WrittenDatabase first;
    private WrittenDatabase second;
    private CutReader reader;

    @BeforeEach
    void createDatabases() throws SQLException {
        first = WrittenDatabase.create(DatabaseKind.POSTGRES);
        second = WrittenDatabase.create(DatabaseKind.MARIADB);
        reader = reader(Duration.ofSeconds(30));
    }

    @AfterEach
    void close() throws SQLException {
        reader.close();
        first.close();
        second.close();
    }

    private CutReader reader(Duration wait) {
        return CutReader.of(
                List.of(first.database.address(), second.database.address()), TABLE, wait);
    }

    private WrittenDatabase database(int number) {
        return number == 0 ? first : second;
    }

    /** Checkpoint 1 is in both. */
    private void begin() throws SQLException {
        first.begin("a").index(0, 1, 1).row(1, 10, 1).commit();
        second.begin("a").index(0, 1, 1).row(2, 20, 1).commit();
    }

    private void commitSecond(WrittenDatabase database, long account, long balance)
            throws SQLException {
        database.index(0, 2, 1).row(account, balance, 2).commit();
    }

    private static List<Map<Long, Long>> balances(long one, long two) {
        return List.of(Map.of(1L, one), Map.of(2L, two));
    }

    @Test
    void whereNothingHasBegunThereIsNoCut() throws Exception {
        assertThat(reader.newest()).isEmpty();
        first.execute("DROP TABLE oncestream_sinks").commit();
        second.execute("DROP TABLE oncestream_sinks").commit();
        assertThat(reader.newest()).isEmpty();
        assertThatThrownBy(() -> reader.weak(0, BALANCES))
                .isInstanceOf(CutUnavailable.class)
                .hasMessageContaining("no sink that keeps cuts has begun to write");
    }

    @Test
    void whereNothingIsCommittedNoRowCounts() throws Exception {
        first.begin("a").index(0, 0, 0).commit();
        second.begin("a").index(0, 0, 0).commit();
        assertThat(reader.newest()).isEmpty();
        assertThat(reader.strong(BALANCES)).containsOnly(Map.of());
    }

    /** Red with the greatest cut in place of the least. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aStrongReadIsAtWhatAllDatabasesHave(int ahead) throws Exception {
        begin();
        commitSecond(database(ahead), 1 + ahead, 15);
        assertThat(reader.newest()).contains(new Cut(1, "a"));
        assertThat(reader.strong(BALANCES)).isEqualTo(balances(10, 20));
        assertThat(reader.eventual(BALANCES).get(ahead)).containsValue(15L);
        assertThat(reader.weak(ahead, BALANCES)).containsValue(15L);
        commitSecond(database(1 - ahead), 2 - ahead, 15);
        assertThat(reader.strong(BALANCES)).isEqualTo(balances(15, 15));
    }

    @Test
    void whileARunBeginsAStrongReadWaits() throws Exception {
        begin();
        first.begin("b").commit();
        CompletableFuture<List<Map<Long, Long>>> read =
                CompletableFuture.supplyAsync(() -> strong(reader));
        assertThatThrownBy(() -> read.get(500, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        second.begin("b").commit();
        assertThat(read.get()).isEqualTo(balances(10, 20));
        assertThat(reader.newest()).contains(new Cut(1, "b"));
    }

    private static List<Map<Long, Long>> strong(CutReader reader) {
        try {
            return reader.strong(BALANCES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Red where runs are not compared: the cut had the new run's name and the old one's number. */
    @Test
    void thereIsNoCutOfTwoRuns() throws Exception {
        begin();
        commitSecond(first, 1, 15);
        first.begin("b").commit();
        try (CutReader hasty = reader(Duration.ofMillis(100))) {
            assertThatThrownBy(hasty::newest).isInstanceOf(CutUnavailable.class);
        }
    }

    @Test
    void whatWaitsForTooLongSaysWhichRunsThereAre() throws Exception {
        begin();
        second.execute("DELETE FROM oncestream_sinks").commit();
        try (CutReader hasty = reader(Duration.ofMillis(100))) {
            assertThatThrownBy(() -> hasty.strong(BALANCES))
                    .isInstanceOf(CutUnavailable.class)
                    .hasMessageContainingAll(
                            "table account_versions cannot be read at one cut",
                            first.database.address().url() + " has run a at 1",
                            second.database.address().url() + " has none");
        }
    }

    /** Red where any index tells the cut. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void allIndicesThatSealedACheckpointMustHaveIt(int number) throws Exception {
        begin();
        commitSecond(database(1 - number), 2 - number, 15);
        database(number).index(0, 2, 2).index(1, 1, 2).commit();
        assertThat(reader.newest()).contains(new Cut(1, "a"));
        database(number).index(1, 2, 2).commit();
        assertThat(reader.newest()).contains(new Cut(2, "a"));
    }

    /** Red where all indices that ever were are asked. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void anIndexThatDidNotSealACheckpointHoldsNothingBack(int number) throws Exception {
        begin();
        commitSecond(database(1 - number), 2 - number, 15);
        database(number).index(0, 2, 1).index(1, 1, 2).commit();
        assertThat(reader.newest()).contains(new Cut(2, "a"));
    }

    /** Red where an end is not heeded. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void anIndexThatHasEndedHoldsNothingBack(int number) throws Exception {
        begin();
        commitSecond(database(1 - number), 2 - number, 15);
        database(number).index(0, 2, 2).index(1, 1, 2).end(1).commit();
        assertThat(reader.newest()).contains(new Cut(2, "a"));
    }

    /** Red where the snapshot's own look leaves out one of the three. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aCutIsNotReadThatADatabaseDoesNotShowAnyMore(int number) throws Exception {
        begin();
        Cut cut = reader.newest().orElseThrow();
        database(number).index(0, 0, 1).commit();
        assertThat(reader.read(cut, BALANCES)).as("the cut went back").isEmpty();
        database(number).index(0, 1, 1).begin("b").commit();
        assertThat(reader.read(cut, BALANCES)).as("another run has begun").isEmpty();
        database(number).begin("a").horizon(2).commit();
        assertThat(reader.read(cut, BALANCES)).as("versions were removed").isEmpty();
        database(number).horizon(1).commit();
        assertThat(reader.read(cut, BALANCES)).contains(balances(10, 20));
    }

    @Test
    void whatIsCommittedBehindTheCutIsNotRead() throws Exception {
        begin();
        Cut cut = reader.newest().orElseThrow();
        commitSecond(first, 1, 15);
        commitSecond(second, 2, 15);
        assertThat(reader.read(cut, BALANCES)).contains(balances(10, 20));
    }

    /** Red without a snapshot: at READ COMMITTED the second query sees what came between. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theQueriesOfOneReadSeeOneMoment(int number) throws Exception {
        begin();
        Map<Long, Long> seen =
                reader.weak(
                        number,
                        (connection, cut) -> {
                            BALANCES.read(connection, Long.MAX_VALUE);
                            commitSecond(database(number), 1 + number, 15);
                            return BALANCES.read(connection, Long.MAX_VALUE);
                        });
        assertThat(seen).doesNotContainValue(15L);
        assertThat(reader.weak(number, BALANCES)).containsValue(15L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aReadWritesNothing(int number) throws Exception {
        begin();
        assertThatThrownBy(() -> reader.weak(number, CutReaderITCase::remove))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseInstanceOf(SQLException.class)
                .hasMessageMatching("(?is).*read.only transaction.*");
    }

    private static int remove(Connection connection, long cut) {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("DELETE FROM account_versions");
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Red where any number is taken, and where the horizon is not looked at. */
    @Test
    void whatWasPublishedIsReadUntilItsVersionsAreRemoved() throws Exception {
        begin();
        commitSecond(first, 1, 15);
        commitSecond(second, 2, 15);
        assertThatThrownBy(() -> reader.at(1, BALANCES))
                .isInstanceOf(CutUnavailable.class)
                .hasMessage(
                        "table account_versions cannot be read at 1: no such cut was published");
        second.publish(TABLE, 1).commit();
        assertThat(reader.at(1, BALANCES)).isEqualTo(balances(10, 20));
        first.horizon(2).commit();
        assertThatThrownBy(() -> reader.at(1, BALANCES))
                .isInstanceOf(CutUnavailable.class)
                .hasMessage(
                        "table account_versions cannot be read at 1 any more: what is older than 2"
                                + " was removed");
        assertThat(reader.strong(BALANCES)).isEqualTo(balances(15, 15));
    }

    /** Red where a database's look and its rows are of two moments. */
    @Test
    void strongReadsBesideCommitsAndRunsThatGoBackShowOneCheckpoint() throws Exception {
        MovingDatabases moving = new MovingDatabases(List.of(first, second));
        AtomicBoolean goesOn = new AtomicBoolean(true);
        CompletableFuture<Void> writes = CompletableFuture.runAsync(() -> write(moving, goesOn));
        for (int i = 0; i < READS; i++) {
            List<Map<Long, Long>> read = reader.strong(BALANCES);
            assertThat(read.get(0).getOrDefault(0L, 0L))
                    .as("%s", read)
                    .isEqualTo(-read.get(1).getOrDefault(1L, 0L));
        }
        goesOn.set(false);
        writes.get();
    }

    private static void write(MovingDatabases moving, AtomicBoolean goesOn) {
        try {
            while (goesOn.get()) {
                moving.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneDatabaseIsReadAloneToo() throws Exception {
        begin();
        try (CutReader one = CutReader.of(List.of(second.database.address()), TABLE)) {
            assertThat(one.strong(BALANCES)).containsExactly(Map.of(2L, 20L));
            assertThat(one.newest()).isEqualTo(Optional.of(new Cut(1, "a")));
        }
    }
}
