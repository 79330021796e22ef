package io.oncestream.job.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.function.quorum.CertificateCheck;
import io.oncestream.function.quorum.CertificateJson;
import io.oncestream.function.quorum.QuorumMode;
import io.oncestream.function.quorum.SignedText;
import io.oncestream.function.quorum.TestFeeds;
import io.oncestream.kit.FailingRun;
import io.oncestream.state.quorum.Certificate;
import io.oncestream.state.quorum.Observation;
import io.oncestream.state.quorum.QuorumValue;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import io.oncestream.testing.TestDatabase;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole job with failures at random points, at 2, 4 and 1 subtasks one after the other. */
class QuorumRecoveryITCase {

    private static final int ROUNDS = 20;
    private static final List<String> INSTRUMENTS = List.of("gold", "oil", "tin");

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    @TempDir private Path folder;

    private final TestFeeds feeds = TestFeeds.of(4, 1, INSTRUMENTS.toArray(String[]::new));
    private final Map<String, Rounds> model = new TreeMap<>();
    private final Map<String, Decided> decided = new TreeMap<>();
    private int forged;

    /** Values, certificates and evidence are those of maps that nothing disturbs, each once. */
    @ParameterizedTest
    @EnumSource
    void theTablesAreThoseOfARunWithoutFailures(QuorumMode mode) throws Exception {
        Random random = new Random(mode == QuorumMode.EXACT ? 7 : 8);
        TestDatabase database = DatabaseKind.POSTGRES.newDatabase();
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"))) {
            broker.createTopic("commands", INSTRUMENTS.size());
            QuorumOptions options = options(mode, broker, database);
            for (String instrument : INSTRUMENTS) {
                decided.put(instrument, new Decided());
                model.put(
                        instrument,
                        new Rounds(options.config(), new MapRoundStore(), decided.get(instrument)));
            }
            FailingRun run = new FailingRun(folder, broker, random);
            int round = 0;
            for (int parallelism : new int[] {2, 4, 1}) {
                run.start(parallelism, ROUNDS, env -> build(env, options, run));
                round = send(run, random, round);
                run.awaitFailure();
                round = send(run, random, round);
                awaitTables(database);
                run.stop();
            }
        }
        assertAllCertificatesHold(database, mode);
    }

    private void build(StreamExecutionEnvironment env, QuorumOptions options, FailingRun run) {
        QuorumJob.Sinks sinks = options.sinks();
        QuorumJob.build(
                env,
                options.config(),
                options.sources(),
                new QuorumJob.Sinks(
                        values -> sinks.values().accept(run.failing(values, QuorumValue.class)),
                        sinks.certificates(),
                        sinks.evidence(),
                        sinks.rejected()));
    }

    private QuorumOptions options(QuorumMode mode, KafkaBroker broker, TestDatabase database)
            throws Exception {
        Path file = Files.writeString(folder.resolve("feeds.txt"), feeds.text());
        QuorumOptions options = new QuorumOptions();
        CommandLines.parse(
                CommandLines.of(options),
                "--from",
                broker.uri("commands"),
                "--feeds",
                file.toString(),
                "--mode",
                mode.word(),
                "--to",
                database.address().url());
        return options;
    }

    /** Three feeds nearly agree, the fourth lies, and somebody forges. */
    private int send(FailingRun run, Random random, int first) throws Exception {
        for (int round = first; round < first + ROUNDS; round++) {
            for (String instrument : INSTRUMENTS) {
                for (String feed : List.of("a", "b", "c", "d", "d")) {
                    String value = "" + (random.nextInt(feed.equals("d") ? 2 : 8) == 0 ? 11 : 10);
                    send(run, feeds.sign(feed, instrument, round, value));
                }
                Observation replayed = feeds.sign("a", instrument, round, "10");
                forged +=
                        run.send(
                                INSTRUMENTS.indexOf(instrument),
                                json(
                                        new Observation(
                                                "a",
                                                instrument,
                                                round + 1,
                                                BigDecimal.TEN,
                                                replayed.signature())));
            }
        }
        run.flush();
        return first + ROUNDS;
    }

    private void send(FailingRun run, Observation observation) throws Exception {
        String instrument = observation.instrument();
        int times = run.send(INSTRUMENTS.indexOf(instrument), json(observation));
        for (int i = 0; i < times; i++) {
            model.get(instrument).take(observation);
        }
    }

    private static String json(Observation observation) {
        return "{\"feed\":\"%s\",\"instrument\":\"%s\",\"round\":%d,\"value\":\"%s\",\"signature\":\"%s\"}"
                .formatted(
                        observation.feed(),
                        observation.instrument(),
                        observation.round(),
                        SignedText.plain(observation.value()),
                        observation.signature());
    }

    private void awaitTables(TestDatabase database) {
        List<String> values = new ArrayList<>();
        List<String> certificates = new ArrayList<>();
        List<String> evidence = new ArrayList<>();
        for (Decided each : decided.values()) {
            each.values.values().forEach(value -> values.add(row(value)));
            each.certificates.forEach(certificate -> certificates.add(row(certificate)));
            each.evidence.forEach(
                    lie -> evidence.add(row(lie.first()) + "|" + lie.second().signature()));
        }
        Patience.await()
                .ignoreExceptionsMatching(e -> String.valueOf(e).contains("does not exist"))
                .untilAsserted(
                        () -> {
                            assertThat(
                                            database.query(
                                                    "SELECT instrument, round, status, value, votes"
                                                            + " FROM quorum_values"))
                                    .containsExactlyInAnyOrderElementsOf(values);
                            assertThat(
                                            database.query(
                                                    "SELECT instrument, round, value,"
                                                        + " jsonb_array_length(observations) FROM"
                                                        + " quorum_certificates"))
                                    .containsExactlyInAnyOrderElementsOf(certificates);
                            assertThat(
                                            database.query(
                                                    "SELECT feed, instrument, round,"
                                                        + " first_signature, second_signature FROM"
                                                        + " quorum_evidence"))
                                    .containsExactlyInAnyOrderElementsOf(evidence);
                            assertThat(database.query("SELECT source FROM quorum_rejected"))
                                    .hasSize(forged);
                        });
    }

    private static String row(QuorumValue value) {
        BigDecimal number = value.value();
        return "%s|%d|%s|%s|%d"
                .formatted(
                        value.instrument(),
                        value.round(),
                        value.status().word(),
                        number == null ? null : SignedText.plain(number),
                        value.votes());
    }

    private static String row(Certificate certificate) {
        return "%s|%d|%s|%d"
                .formatted(
                        certificate.instrument(),
                        certificate.round(),
                        SignedText.plain(certificate.value()),
                        certificate.observations().size());
    }

    private static String row(Observation observation) {
        return "%s|%s|%d|%s"
                .formatted(
                        observation.feed(),
                        observation.instrument(),
                        observation.round(),
                        observation.signature());
    }

    private void assertAllCertificatesHold(TestDatabase database, QuorumMode mode)
            throws Exception {
        CertificateCheck check = new CertificateCheck(feeds.feeds(), mode);
        List<String> rows =
                database.query(
                        "SELECT instrument, round, value, observations FROM quorum_certificates");
        assertThat(rows)
                .hasSizeGreaterThan(ROUNDS)
                .allSatisfy(
                        row -> {
                            List<String> columns = List.of(row.split("\\|", 4));
                            String instrument = columns.get(0);
                            long round = Long.parseLong(columns.get(1));
                            assertThat(
                                            check.refusal(
                                                    new Certificate(
                                                            instrument,
                                                            round,
                                                            new BigDecimal(columns.get(2)),
                                                            CertificateJson.read(
                                                                    columns.get(3),
                                                                    instrument,
                                                                    round))))
                                    .isNull();
                        });
    }
}
