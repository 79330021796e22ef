package io.oncestream.launcher.demo.quorum;

import io.oncestream.function.quorum.CertificateCheck;
import io.oncestream.function.quorum.Feeds;
import io.oncestream.function.quorum.QuorumMode;
import io.oncestream.function.quorum.SignedText;
import io.oncestream.launcher.ask.CommandTopic;
import io.oncestream.launcher.console.ProgressLine;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.demo.ClientThreads;
import io.oncestream.launcher.demo.Clients;
import io.oncestream.launcher.demo.Outage;
import io.oncestream.launcher.demo.Stage;
import io.oncestream.state.quorum.Observation;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Four feeds at work, and what came of it. */
final class QuorumClients implements Clients {

    private static final Logger LOG = LoggerFactory.getLogger(QuorumClients.class);

    /** A year in a minute, and no more than one core checks beside all else. */
    private static final int PER_SECOND_MAX = 150;

    /** So that the liar does all that it does. */
    private static final int ROUNDS_LEAST = 40;

    private final Stage stage;
    private final Feeds feeds;
    private final RoundScript script;
    private final CommandTopic topic;
    private final PublishedTables tables;
    private final List<SignedRound> rounds = new ArrayList<>();
    private final ClientThreads threads = new ClientThreads();

    QuorumClients(Stage stage, TargetDatabases databases) {
        this.stage = stage;
        this.feeds = Feeds.read(Samples.feeds(stage.checkout()));
        this.tables = new PublishedTables(databases.first(), stage.table());
        List<BigDecimal> year = Samples.normals(stage.checkout());
        int perSecond = perSecond(stage.length().toSeconds(), year.size());
        long most = Math.max(ROUNDS_LEAST, perSecond * stage.length().toMillis() / 1000);
        this.script =
                new RoundScript(
                        new SignedText(feeds),
                        year.subList(0, (int) Math.min(year.size(), most)),
                        stage.seed());
        this.topic = CommandTopic.open(stage.commands());
        threads.start("feeds", () -> threads.repeat(perSecond, this::sendNext));
    }

    /** So that a year is over with the demonstration, if that is long enough. */
    static int perSecond(long seconds, int year) {
        long least = seconds == 0 ? year : (year + seconds - 1) / seconds;
        return (int) Math.min(PER_SECOND_MAX, least);
    }

    private void sendNext() {
        if (!script.hasNext()) {
            threads.stop();
            return;
        }
        SignedRound round = script.next();
        synchronized (rounds) {
            rounds.add(round);
        }
        round.sent()
                .forEach(each -> topic.send(RoundScript.INSTRUMENT, fields(each.observation())));
    }

    private static Map<String, String> fields(Observation observation) {
        return Map.of(
                "feed",
                observation.feed(),
                "instrument",
                observation.instrument(),
                "round",
                Long.toString(observation.round()),
                "value",
                SignedText.plain(observation.value()),
                "signature",
                observation.signature());
    }

    private List<SignedRound> rounds() {
        synchronized (rounds) {
            return List.copyOf(rounds);
        }
    }

    @Override
    public String description() {
        return "four feeds sign the temperature of %s hours, and %s lies"
                .formatted(ProgressLine.count(script.rounds()), RoundScript.LIAR);
    }

    @Override
    public String progress() {
        int signed = rounds().size();
        return "%s of %s rounds signed; %s %s"
                .formatted(
                        ProgressLine.count(signed),
                        ProgressLine.count(script.rounds()),
                        RoundScript.LIAR,
                        script.phase(Math.max(0, signed - 1)).words());
    }

    @Override
    public void stop() {
        threads.stop();
    }

    @Override
    public boolean isOver() {
        if (!threads.isOver()) {
            return false;
        }
        List<SignedRound> all = rounds();
        try {
            return tables.hasAll(
                    QuorumChecks.due(all),
                    all.stream().filter(SignedRound::hasTwoValues).count(),
                    all.stream().flatMap(SignedRound::forged).count());
        } catch (SQLException e) {
            LOG.info("The database is away at the end", e);
            return false;
        }
    }

    @Override
    public Stream<@Nullable String> failures() {
        return Stream.of(threads.failure());
    }

    @Override
    public Result result(@Nullable Outage outage) throws SQLException {
        stage.console().step("checking all certificates");
        return new QuorumReport(
                        rounds(), tables.read(), new CertificateCheck(feeds, QuorumMode.MEDIAN))
                .result();
    }

    @Override
    public void close() throws InterruptedException {
        threads.close();
        topic.close();
    }
}
