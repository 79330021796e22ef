package io.oncestream.connector.jdbc.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holders of a lock, old and new, before a row that each of them reads, changes and writes. */
class FenceITCase {
    private static final int[] ISOLATIONS = {
        Connection.TRANSACTION_READ_COMMITTED,
        Connection.TRANSACTION_REPEATABLE_READ,
        Connection.TRANSACTION_SERIALIZABLE
    };

    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final List<Connection> connections = new ArrayList<>();
    private TestDatabase database;
    private int isolation = Connection.TRANSACTION_READ_COMMITTED;

    static Stream<Arguments> databasesAndIsolations() {
        return Stream.of(DatabaseKind.values())
                .flatMap(
                        kind ->
                                IntStream.of(ISOLATIONS)
                                        .mapToObj(isolation -> arguments(kind, isolation)));
    }

    @AfterEach
    void close() throws SQLException {
        threads.shutdownNow();
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private void install(DatabaseKind kind, int level) throws SQLException {
        isolation = level;
        database = kind.newDatabase();
        try (Connection connection = database.address().connect()) {
            Fence.install(connection);
            Fence.install(connection);
        }
        database.execute("CREATE TABLE stock (amount bigint, token bigint)");
        database.execute("INSERT INTO stock VALUES (0, 0)");
    }

    private Holder holder(long token) throws SQLException {
        Connection connection = database.address().connect();
        connections.add(connection);
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(isolation);
        return new Holder(connection, token);
    }

    @ParameterizedTest
    @MethodSource("databasesAndIsolations")
    void theNewerWaitsForAnOlderThatIsInAndSeesWhatItWrote(DatabaseKind kind, int level)
            throws Exception {
        install(kind, level);
        Holder old = holder(1).enter().write(7);
        Future<Long> amount = threads.submit(() -> holder(2).enterAgainAndAgain().read());
        awaitThatOneWaits();
        assertThat(amount.isDone()).isFalse();
        old.commit();
        assertThat(amount.get()).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("databasesAndIsolations")
    void whoWaitsForOneThatRollsBackGoesOn(DatabaseKind kind, int level) throws Exception {
        install(kind, level);
        Holder old = holder(2).enter().write(7);
        Future<Long> amount = threads.submit(() -> holder(1).enter().read());
        awaitThatOneWaits();
        old.rollback();
        assertThat(amount.get()).isZero();
    }

    @ParameterizedTest
    @MethodSource("databasesAndIsolations")
    void anOlderThatComesLaterIsShutOut(DatabaseKind kind, int level) throws Exception {
        install(kind, level);
        holder(2).enter().write(7).commit();
        Holder old = holder(1);
        assertThatThrownBy(old::enter)
                .isInstanceOf(StaleTokenException.class)
                .hasMessage("token 1 of till is stale: a greater one has been here");
        old.rollback();
        assertThat(holder(2).enter().read()).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("databasesAndIsolations")
    void anOlderThatWaitsForTheNewerIsShutOut(DatabaseKind kind, int level) throws Exception {
        install(kind, level);
        Holder newer = holder(2).enter().write(7);
        Future<Holder> old = threads.submit(() -> holder(1).enterAgainAndAgain());
        awaitThatOneWaits();
        newer.commit();
        assertThatThrownBy(old::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(StaleTokenException.class);
    }

    /** In SQL alone, and whatever the names of two resources have in common. */
    @ParameterizedTest
    @EnumSource
    void resourcesHaveFencesOfTheirOwn(DatabaseKind kind) throws Exception {
        install(kind, isolation);
        String call = kind.choose("SELECT", "CALL") + " oncestream_fence('%s', %d)";
        database.execute(call.formatted("till", 3));
        database.execute(call.formatted("Till", 2));
        database.execute(call.formatted("till ", 1));
        database.execute(call.formatted("表🙂".repeat(100), 1));
        assertThatThrownBy(() -> database.execute(call.formatted("till", 2)))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        error -> assertThat(error.getSQLState()).isEqualTo("OF001"))
                .hasMessageContaining("is stale: 3 has been here");
    }

    /** Red on MariaDB without the look at the entries: such a transaction passed. */
    @ParameterizedTest
    @CsvSource({
        "POSTGRES, TRANSACTION_REPEATABLE_READ, 40001",
        "POSTGRES, TRANSACTION_SERIALIZABLE, 40001",
        "MARIADB, TRANSACTION_REPEATABLE_READ, OF002"
    })
    void whoReadsBeforeTheFenceDoesNotPassItWithAnOldSnapshot(
            DatabaseKind kind, String level, String state) throws Exception {
        install(kind, Connection.class.getField(level).getInt(null));
        holder(1).enter().commit();
        Holder hasty = holder(2);
        assertThat(hasty.read()).isZero();
        holder(1).enter().write(7).commit();
        assertThatThrownBy(hasty::enter)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        error -> assertThat(error.getSQLState()).isEqualTo(state));
        hasty.rollback();
        assertThat(hasty.enter().read()).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource
    void autocommitIsRefused(DatabaseKind kind) throws Exception {
        install(kind, isolation);
        Holder holder = holder(1);
        holder.connection.setAutoCommit(true);
        assertThatThrownBy(holder::enter)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("setAutoCommit(false) first");
    }

    /**
     * Eight holders who take a token, read, add one and write. Red with a fence that lets all
     * through, and with one that only locks the row: somebody with a greater token had written.
     */
    @ParameterizedTest
    @MethodSource("databasesAndIsolations")
    void noUpdateIsLostAndTokensNeverGoBack(DatabaseKind kind, int level) throws Exception {
        install(kind, level);
        AtomicLong tokens = new AtomicLong();
        AtomicInteger written = new AtomicInteger();
        AtomicInteger stale = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(
                    threads.submit(
                            () -> {
                                // Closed at a failure too: the others would wait for its locks.
                                try (Holder holder = holder(0)) {
                                    for (int round = 0; round < 40; round++) {
                                        holder.token = tokens.incrementAndGet();
                                        (holder.addOne() ? written : stale).incrementAndGet();
                                    }
                                }
                                return null;
                            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        assertThat(database.queryLong("SELECT amount FROM stock")).isEqualTo(written.get());
        assertThat(written.get()).isPositive();
        assertThat(stale.get()).isPositive();
    }

    private void awaitThatOneWaits() {
        String waiting =
                database.kind()
                        .choose(
                                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type ="
                                        + " 'Lock' AND datname = current_database()",
                                "SELECT count(*) FROM information_schema.innodb_trx WHERE"
                                        + " trx_state = 'LOCK WAIT'");
        await().until(() -> database.queryLong(waiting) > 0);
    }
}
