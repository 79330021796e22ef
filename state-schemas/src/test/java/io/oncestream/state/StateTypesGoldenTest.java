package io.oncestream.state;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.anomaly.Anomaly;
import io.oncestream.state.anomaly.Forecast;
import io.oncestream.state.anomaly.KeyProgress;
import io.oncestream.state.anomaly.LabelledExample;
import io.oncestream.state.anomaly.LateMeasurement;
import io.oncestream.state.anomaly.Measurement;
import io.oncestream.state.anomaly.ModelVersion;
import io.oncestream.state.anomaly.Moments;
import io.oncestream.state.anomaly.Prediction;
import io.oncestream.state.command.Command;
import io.oncestream.state.command.RefusedCommand;
import io.oncestream.state.command.RememberedRequest;
import io.oncestream.state.counter.CounterCommand;
import io.oncestream.state.counter.CounterEvent;
import io.oncestream.state.counter.CounterTransaction;
import io.oncestream.state.counter.SealedCounters;
import io.oncestream.state.ledger.Chunks;
import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.ColumnType;
import io.oncestream.state.ledger.LedgerTransaction;
import io.oncestream.state.ledger.LedgerTransactionSerializer;
import io.oncestream.state.ledger.SealedTransaction;
import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.ledger.TableGroup;
import io.oncestream.state.ledger.TableRows;
import io.oncestream.state.ledger.WriterId;
import io.oncestream.state.lock.LockAnswer;
import io.oncestream.state.lock.LockClock;
import io.oncestream.state.lock.LockHold;
import io.oncestream.state.lock.LockOutcome;
import io.oncestream.state.lock.LockStatus;
import io.oncestream.state.lock.LockWait;
import io.oncestream.state.membership.ClusterProgress;
import io.oncestream.state.membership.ClusterReport;
import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.Hearing;
import io.oncestream.state.membership.HearingPair;
import io.oncestream.state.membership.KnownNode;
import io.oncestream.state.membership.LifeSign;
import io.oncestream.state.membership.NodeChange;
import io.oncestream.state.membership.NodeReport;
import io.oncestream.state.membership.NodeStatus;
import io.oncestream.state.membership.OwnReports;
import io.oncestream.state.partial.Partial;
import io.oncestream.state.partial.PartialSerializer;
import io.oncestream.state.partial.WindowStatisticsSerializer;
import io.oncestream.state.quorum.Certificate;
import io.oncestream.state.quorum.Evidence;
import io.oncestream.state.quorum.FeedRounds;
import io.oncestream.state.quorum.Observation;
import io.oncestream.state.quorum.QuorumStatus;
import io.oncestream.state.quorum.QuorumValue;
import io.oncestream.state.quorum.RoundProgress;
import io.oncestream.state.quorum.RoundVotes;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.LateReading;
import io.oncestream.state.reading.ReadCounts;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import io.oncestream.state.store.BucketInput;
import io.oncestream.state.store.BucketState;
import io.oncestream.state.store.MovePhase;
import io.oncestream.state.store.Ownership;
import io.oncestream.state.store.RingState;
import io.oncestream.state.store.StoreAnswer;
import io.oncestream.state.store.StoreOutcome;
import io.oncestream.state.store.StoreRow;
import io.oncestream.state.store.StoredEntry;
import io.oncestream.state.transfer.Posting;
import io.oncestream.state.transfer.TransferDecision;
import io.oncestream.state.transfer.TransferOutcome;
import io.oncestream.state.transfer.TransferResult;
import io.oncestream.state.trends.CategoryProgress;
import io.oncestream.state.trends.CountedItem;
import io.oncestream.state.trends.ItemCounts;
import io.oncestream.state.trends.ItemHistory;
import io.oncestream.state.trends.LateEvent;
import io.oncestream.state.trends.Neighbour;
import io.oncestream.state.trends.Neighbours;
import io.oncestream.state.trends.OpenBasket;
import io.oncestream.state.trends.Push;
import io.oncestream.state.trends.RelatedItem;
import io.oncestream.state.trends.RisingItem;
import io.oncestream.state.trends.RisingKey;
import io.oncestream.state.trends.Sighting;
import io.oncestream.state.trends.TrendEvent;
import io.oncestream.state.trends.WindowCounts;
import io.oncestream.state.window.ExactSum;
import io.oncestream.state.window.TimedValue;
import io.oncestream.state.window.WindowStatistics;
import io.oncestream.state.window.WindowSummary;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * State that each version has written is still read. {@code src/test/resources/golden} has a folder
 * per version, with the serializer's snapshot and one value of each type in the folders of state
 * types. A release adds its own: {@code mvn -pl state-schemas test -Dtest=StateTypesGoldenTest
 * -Dgolden.write=VERSION}.
 */
class StateTypesGoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private static final Path TYPES = Path.of("src/main/java/io/oncestream/state");

    private static final Instant LEASE_END = Instant.parse("2020-01-01T00:00:30.123456789Z");

    private static final List<Object> VALUES =
            List.of(
                    reading(),
                    rejected(),
                    new Command(
                            "ключ",
                            "an id",
                            "add",
                            Instant.parse("2020-01-01T00:00:00.123456789Z"),
                            Map.of("amount", "1.50")),
                    new RefusedCommand("ключ", "an id", "add", Instant.EPOCH, "a reason"),
                    new RememberedRequest(Instant.EPOCH, "a digest", null),
                    Decoded.of(reading(), 17),
                    new WindowSummary(
                            "a key",
                            Instant.parse("2020-01-01T00:00:00Z"),
                            Instant.parse("2020-01-01T00:00:01Z"),
                            3,
                            0.1,
                            -0.0,
                            null,
                            Double.MIN_VALUE,
                            Double.MAX_VALUE,
                            1.0,
                            2.0,
                            null),
                    new ExactSum(-2, new long[] {1, -1}),
                    new TimedValue(Instant.parse("2020-01-01T00:00:00.000000001Z"), -0.0),
                    new ReadCounts(1_000_000_007, 3, 1L << 40),
                    measurement(),
                    new LateMeasurement(measurement(), LEASE_END),
                    new KeyProgress(LEASE_END, 1L << 40, 7, -1, model()),
                    new Moments(3, -0.0, Double.MIN_VALUE),
                    new LabelledExample(List.of(1.5, -0.0), "ключ"),
                    new Anomaly("ключ", LEASE_END, 0.5, 2, "a column", Instant.EPOCH, 1.0, null),
                    new Forecast("a key", LEASE_END, 24, "a column", 1, -0.0, 2),
                    new Prediction("a key", LEASE_END, "rain", 0.5, null, Instant.EPOCH, 3),
                    model(),
                    trendEvent(),
                    new LateEvent(trendEvent(), null, true),
                    itemCounts(),
                    new WindowCounts("ключ", 1L << 40, itemCounts()),
                    new ItemHistory(0.1, Double.MIN_VALUE, 1L << 40),
                    new CategoryProgress(3, 1L << 41, 1L << 40),
                    new RisingItem("a category", LEASE_END, 1, "an item", 1L << 40, 7, 0.1, 5.5),
                    new RisingKey("ключ", -1),
                    new CountedItem(1L << 40, "", "an item"),
                    new Sighting("an item", "ключ"),
                    new OpenBasket(List.of("an item", "ключ"), 1L << 40),
                    new Neighbour("an item", 0.01),
                    new Neighbours(
                            1L << 40, 1.5, List.of(new Neighbour("an item", 0.01)), 3, 1L << 41),
                    new RelatedItem("an item", 3, null, 0, 0.01),
                    new Push("a user", "an item", "a category", LEASE_END, 5.5),
                    sign(),
                    new GossipEntry("a cluster", "a node", LEASE_END, "ключ", sign()),
                    NodeStatus.SUSPECT,
                    new OwnReports(-1, 1L << 40, 7, true, 3, false),
                    new KnownNode(
                            sign(),
                            NodeStatus.ALIVE,
                            1,
                            2,
                            3,
                            List.of(1_000L, 1L << 40),
                            new OwnReports(1, 2, 3, false, 0, false),
                            0),
                    new Hearing(sign(), Long.MIN_VALUE),
                    new HearingPair("a node", "ключ"),
                    new NodeChange(
                            "a cluster",
                            1,
                            LEASE_END,
                            "a node",
                            7,
                            null,
                            NodeStatus.JOINING,
                            "a reason"),
                    new NodeReport(
                            "a cluster",
                            "a node",
                            sign(),
                            NodeStatus.DEAD,
                            LEASE_END,
                            0.5,
                            1,
                            2,
                            null),
                    cluster(),
                    new ClusterProgress(1L << 40, 1, 2, 3, null, 5, false, cluster()),
                    observation("0.1"),
                    new RoundVotes(
                            List.of(observation("0.1"), observation("-12.5")),
                            List.of(new BigDecimal("0.1"))),
                    new RoundProgress(-1, Map.of("a feed", 1L << 40)),
                    new FeedRounds(List.of(0L, 1L << 40)),
                    QuorumStatus.CONFLICT,
                    new QuorumValue("a key", 7, QuorumStatus.UNDECIDED, null, 2),
                    new Certificate("a key", 7, new BigDecimal("0.1"), List.of(observation("0.1"))),
                    new Evidence(observation("0.1"), observation("-12.5")),
                    new LateReading(
                            "a key", Instant.parse("2020-01-01T00:00:00.123456789Z"), -0.1, null),
                    sealed(
                            Stream.of("TEXT", "BIGINT", "DOUBLE", "TIMESTAMP", "TRANSACTION")
                                    .map(name -> new Column("a " + name, ColumnType.valueOf(name)))
                                    .toList()),
                    statistics(),
                    new Partial<>("ключ", -7, statistics()),
                    new LockHold("an owner", 1L << 52, LEASE_END, List.of(lockWait())),
                    lockWait(),
                    new LockClock((1L << 52) + 1, LEASE_END),
                    LockOutcome.TIMED_OUT,
                    new LockAnswer(
                            "ключ",
                            (1L << 52) + 2,
                            (1L << 52) + 1,
                            null,
                            "a resource",
                            "an owner",
                            null,
                            LockOutcome.EXPIRED,
                            1L << 52,
                            LEASE_END,
                            LEASE_END,
                            null),
                    new LockStatus("ключ", "a resource", "an owner", 1L << 52, LEASE_END, 3),
                    new TransferDecision(outcome(), List.of(posting())),
                    outcome(),
                    posting(),
                    TransferResult.UNKNOWN_ACCOUNT,
                    counterCommand(),
                    CounterEvent.of(counterCommand()),
                    sealedCounters(),
                    new CounterTransaction(List.of(sealedCounters())),
                    Ownership.MOVING,
                    StoreOutcome.CONFLICT,
                    MovePhase.COPIED,
                    storeAnswer(),
                    new StoreRow(
                            1023,
                            "",
                            "a rule",
                            false,
                            0,
                            1L << 40,
                            Ownership.MOVED,
                            "a shard",
                            1L << 52),
                    BucketInput.of(storeAnswer()),
                    new StoredEntry("a value", 1L << 52),
                    new BucketState(
                            "a shard",
                            1L << 40,
                            MovePhase.COPIED,
                            "another shard",
                            null,
                            1L << 52,
                            List.of(new BucketState.Sweep("another shard", 1L << 40, 3, 4))),
                    new RingState(
                            List.of("a shard"), Map.of(7, "a shard"), Map.of(8, "a shard"), 3));

    private static TrendEvent trendEvent() {
        return new TrendEvent("ключ", LEASE_END, "a category", null, "a basket", 1L << 40);
    }

    private static ItemCounts itemCounts() {
        return new ItemCounts(
                new String[] {"an item", "ключ"}, new long[] {1, 1L << 40}, 7, 1L << 41, -1);
    }

    private static StoreAnswer storeAnswer() {
        return new StoreAnswer(
                "ключ",
                "an id",
                "put",
                LEASE_END,
                1023,
                1L << 52,
                StoreOutcome.INVALID,
                null,
                0,
                "a reason");
    }

    private static CounterCommand counterCommand() {
        return new CounterCommand(
                "ключ", 1L << 52, "an id", "add", Instant.EPOCH, -7L, "no number");
    }

    private static SealedCounters sealedCounters() {
        return new SealedCounters(
                "a lineage",
                "a run",
                3,
                1L << 40,
                List.of(
                        CounterEvent.of(counterCommand()),
                        CounterEvent.of(
                                new RefusedCommand("ключ", "an id", "add", Instant.EPOCH, "why")),
                        CounterEvent.of(rejected())));
    }

    /** As it has been written since columns have a precision, a scale and may be required. */
    private static final Object SECOND_LAYOUT =
            sealed(
                    Arrays.stream(ColumnType.values())
                            .map(type -> new Column("a " + type, type, 20, 3, true))
                            .toList());

    /** As it has been written since a sink has several tables and databases. */
    private static final Object THIRD_LAYOUT =
            sealedForTwo(
                    Arrays.stream(ColumnType.values())
                            .map(type -> new Column("a " + type, type, 20, 3, true))
                            .toList());

    record Golden(Path folder, Object value) {
        Path file(String extension) {
            String layout = value == SECOND_LAYOUT ? "-2" : value == THIRD_LAYOUT ? "-3" : "";
            return folder.resolve(value.getClass().getSimpleName() + layout + extension);
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void stateOfEveryVersionIsRead(Golden golden) throws IOException {
        TypeSerializer<Object> now = serializer(golden.value());
        TypeSerializerSnapshot<Object> then =
                TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
                        input(golden.file(".snapshot")), getClass().getClassLoader());
        assertThat(now.snapshotConfiguration().resolveSchemaCompatibility(then))
                .satisfiesAnyOf(
                        c -> assertThat(c.isCompatibleAsIs()).isTrue(),
                        c -> assertThat(c.isCompatibleAfterMigration()).isTrue(),
                        c -> assertThat(c.isCompatibleWithReconfiguredSerializer()).isTrue());
        assertThat(then.restoreSerializer().deserialize(input(golden.file(".value.snapshot"))))
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes("sealed.*chunks.release")
                .isEqualTo(golden.value());
    }

    /** Red with a type more in the folder of readings, and with a golden removed. */
    @Test
    void everyTypeInTheFoldersOfStateTypesHasAGoldenInTheNewestVersion() throws IOException {
        try (Stream<Path> versions = Files.list(GOLDEN)) {
            Path newest = versions.max(Path::compareTo).orElseThrow();
            Set<String> types = typesByFolder();
            assertThat(VALUES)
                    .extracting(value -> value.getClass().getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(types);
            assertThat(values().map(value -> new Golden(newest, value)))
                    .allMatch(golden -> Files.exists(golden.file(".snapshot")))
                    .allMatch(golden -> Files.exists(golden.file(".value.snapshot")));
        }
    }

    /** A folder with serializers of its own has the types that these are for, and their parts. */
    private static Set<String> typesByFolder() throws IOException {
        Set<String> types = new TreeSet<>();
        try (Stream<Path> folders = Files.list(TYPES)) {
            for (Path folder : folders.toList()) {
                Set<String> names = namesIn(folder);
                Set<String> serialized = new TreeSet<>(names);
                serialized.removeIf(name -> !names.contains(name + "Serializer"));
                types.addAll(serialized.isEmpty() ? names : serialized);
            }
        }
        return types;
    }

    private static Set<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> !file.equals("package-info.java"))
                    .map(file -> file.replace(".java", ""))
                    .collect(toCollection(TreeSet::new));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "golden.write", matches = ".+")
    void writeGoldensOfThisVersion() throws IOException {
        Path folder = Files.createDirectories(GOLDEN.resolve(System.getProperty("golden.write")));
        for (Object value : values().toList()) {
            Golden golden = new Golden(folder, value);
            TypeSerializer<Object> serializer = serializer(value);
            DataOutputSerializer snapshot = new DataOutputSerializer(1024);
            TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(
                    snapshot, serializer.snapshotConfiguration());
            Files.write(golden.file(".snapshot"), snapshot.getCopyOfBuffer());
            DataOutputSerializer bytes = new DataOutputSerializer(1024);
            serializer.serialize(value, bytes);
            Files.write(golden.file(".value.snapshot"), bytes.getCopyOfBuffer());
        }
    }

    static Stream<Golden> goldens() throws IOException {
        try (Stream<Path> versions = Files.list(GOLDEN)) {
            // Types that are newer than a version have no file there.
            return versions.sorted().toList().stream()
                    .flatMap(folder -> values().map(value -> new Golden(folder, value)))
                    .filter(golden -> Files.exists(golden.file(".snapshot")));
        }
    }

    private static Stream<Object> values() {
        return Stream.concat(VALUES.stream(), Stream.of(SECOND_LAYOUT, THIRD_LAYOUT));
    }

    private static Measurement measurement() {
        return new Measurement("ключ", LEASE_END, List.of(1.5, -0.0), null);
    }

    private static ModelVersion model() {
        return new ModelVersion("ключ", LEASE_END, 3, 150, 1L << 40, 7);
    }

    private static Reading reading() {
        return new Reading("ключ", Instant.parse("1969-12-31T23:59:59.999999999Z"), -0.1, 2);
    }

    private static LockWait lockWait() {
        return new LockWait("an id", "another owner", (1L << 52) + 1, 30_000, LEASE_END);
    }

    private static TransferOutcome outcome() {
        return new TransferOutcome(
                "ключ",
                1L << 52,
                "an id",
                LEASE_END,
                null,
                "an account",
                Long.MAX_VALUE,
                TransferResult.APPLIED,
                null);
    }

    private static Posting posting() {
        return new Posting("ключ", 1L << 52, "an id", "an account", -1, Long.MAX_VALUE, LEASE_END);
    }

    private static WindowStatistics statistics() {
        return new WindowStatistics(
                3,
                new ExactSum(-2, new long[] {1, -1, (1L << 61) - 1}),
                new ExactSum(-68, new long[134]),
                new ExactSum(62, new long[] {-(1L << 61), 0, -1}),
                new ExactSum(0, new long[0]),
                -0.0,
                Double.MAX_VALUE,
                new TimedValue(Instant.parse("0001-01-01T00:00:00.000000001Z"), -0.0),
                new TimedValue(Instant.parse("9999-12-31T23:59:59.999999999Z"), Double.MIN_VALUE));
    }

    private static RejectedRecord rejected() {
        return new RejectedRecord("a file", 1L << 40, "a text", "a reason");
    }

    private static LedgerTransaction sealedForTwo(List<Column> columns) {
        LedgerTransaction handle = new LedgerTransaction();
        handle.seal(
                List.of(
                        sealed(4, true, List.of(rows("table", columns), rows("other", columns))),
                        sealed(4, true, List.of())));
        return handle;
    }

    private static SealedTransaction sealed(int parallelism, boolean last, List<TableRows> tables) {
        String group = parallelism == 0 ? "table" : TableGroup.ALL;
        return new SealedTransaction(
                new WriterId("lineage", "operator", 3, 1),
                42,
                41,
                group,
                parallelism,
                last,
                tables);
    }

    private static LifeSign sign() {
        return new LifeSign(1_769_860_800, true, 1L << 40);
    }

    private static ClusterReport cluster() {
        return new ClusterReport("a cluster", 3, LEASE_END, 1, 2, 3, 4, 5, 6, true);
    }

    private static Observation observation(String value) {
        return new Observation("a feed", "ключ", 1L << 40, new BigDecimal(value), "c2lnbmF0dXJl");
    }

    private static TableRows rows(String table, List<Column> columns) {
        return new TableRows(
                new TableDefinition(table, columns, List.of("a TEXT")),
                "codec-1",
                2,
                99,
                Chunks.of(new byte[] {1, 2, 3}, new byte[] {4}));
    }

    private static LedgerTransaction sealed(List<Column> columns) {
        LedgerTransaction handle = new LedgerTransaction();
        handle.seal(List.of(sealed(0, false, List.of(rows("table", columns)))));
        return handle;
    }

    @SuppressWarnings("unchecked")
    private static TypeSerializer<Object> serializer(Object value) {
        if (value instanceof LedgerTransaction) {
            return (TypeSerializer<Object>)
                    (TypeSerializer<?>) LedgerTransactionSerializer.INSTANCE;
        }
        if (value instanceof Partial) {
            return (TypeSerializer<Object>)
                    (TypeSerializer<?>)
                            new PartialSerializer<>(WindowStatisticsSerializer.INSTANCE);
        }
        TypeInformation<?> type =
                value instanceof Decoded
                        ? Decoded.typeInformation(TypeInformation.of(Reading.class))
                        : TypeInformation.of(value.getClass());
        return (TypeSerializer<Object>) type.createSerializer(new SerializerConfigImpl());
    }

    private static DataInputDeserializer input(Path file) throws IOException {
        return new DataInputDeserializer(Files.readAllBytes(file));
    }
}
