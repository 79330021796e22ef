package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 2 of the failure matrix with transactions that have no room in the heap. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class LargeTransactionRecoveryITCase {
    private static final long HEAP_BYTES_MAX = 50_000;
    private static final int ROWS = 30_000;
    private static final int KEYS = 20_000;

    @Parameter DatabaseKind kind;
    private TestDatabase database;

    /** How the chunks lie that are committed. */
    private final List<String> chunks = new ArrayList<>();

    @BeforeEach
    void createDatabase() throws Exception {
        database = kind.newDatabase();
    }

    private SinkHarness sink(boolean upsert) throws Exception {
        FailurePoint witness =
                (step, transaction) ->
                        chunks.add(transaction.tables().get(0).chunks().getClass().getSimpleName());
        SinkOptions usual = SinkHarness.options(database.address(), StartPolicy.REFUSE, witness);
        SinkOptions small =
                new SinkOptions(
                        usual.participants(),
                        usual.name(),
                        usual.startPolicy(),
                        usual.cutsKept(),
                        usual.backoff(),
                        HEAP_BYTES_MAX,
                        usual.failurePoint(),
                        usual.run());
        TableMapping<Entry> mapping = upsert ? SinkHarness.upsert("t") : SinkHarness.append("t");
        return new SinkHarness(small, mapping);
    }

    /**
     * The first transaction is in two snapshots and the second in one; the instance is lost before
     * it commits them, and the next one commits them from the second snapshot, from local files.
     *
     * <p>Red, on both databases, where a snapshot that was written freed the file for all: "cannot
     * read the rows of a transaction again".
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rowsBeyondTheHeapAreCommittedOnceByRecovery(boolean upsert) throws Exception {
        TreeMap<String, Long> expected = new TreeMap<>();
        Checkpoint lost;
        try (SinkHarness sink = sink(upsert).start()) {
            write(sink, expected, 1);
            sink.snapshot(1);
            write(sink, expected, 2);
            lost = sink.snapshot(2);
        }
        try (SinkHarness sink = sink(upsert).resume(lost)) {
            write(sink, expected, 3);
            sink.snapshot(3);
            sink.complete(3);
        }
        assertThat(chunks).isNotEmpty().containsOnly("FileChunks");
        assertThat(database.queryLong("SELECT count(*) FROM t"))
                .isEqualTo(upsert ? expected.size() : 3L * ROWS);
        assertThat(database.query("SELECT key, max(value) FROM t GROUP BY key ORDER BY key"))
                .isEqualTo(
                        expected.entrySet().stream()
                                .map(row -> row.getKey() + "|" + row.getValue())
                                .toList());
    }

    /** Random keys, with values that grow. */
    private static void write(SinkHarness sink, Map<String, Long> expected, int transaction)
            throws Exception {
        Random random = new Random(transaction);
        for (long i = 0; i < ROWS; i++) {
            String key = "k%05d".formatted(random.nextInt(KEYS));
            long value = (long) transaction * ROWS + i;
            sink.write(key, value);
            expected.put(key, value);
        }
    }
}
