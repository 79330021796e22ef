package io.oncestream.launcher.demo.transfers;

import io.oncestream.launcher.demo.Beside;
import io.oncestream.launcher.demo.Course;
import io.oncestream.launcher.demo.Demo;
import io.oncestream.launcher.demo.DemoSource;
import io.oncestream.launcher.demo.Outage;
import io.oncestream.launcher.demo.Stage;
import io.oncestream.launcher.demo.TopicSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Deposits and transfers in five databases, one of which is stopped, and readers that check. */
public final class TransfersDemo implements Demo {

    @Override
    public String explanation() {
        return "a minute of deposits and transfers among 1,000 accounts in 8 ledgers, while readers"
                + " check each of the three consistencies and one database is stopped for ten"
                + " seconds. It starts the Kafka broker and the topic that it needs, and without"
                + " --to three PostgreSQL and two MariaDB servers with data of their own.";
    }

    @Override
    public Map<String, String> options(Path checkout) {
        return Map.of("--checkpoint-interval", "500ms");
    }

    @Override
    public DemoSource source() {
        return new TopicSource(4);
    }

    /** Far from the first ones: the data of those are the user's, and these are emptied. */
    @Override
    public List<String> databases() {
        return List.of("postgres-91", "postgres-92", "postgres-93", "mariadb-91", "mariadb-92");
    }

    @Override
    public String toTry() {
        return """
        echo '{"id":"1","ledger":"shop","account":"ann","deposit":"12.50","time":"%3$s"}' > ann.jsonl
        %1$s produce --to %2$s --from file:ann.jsonl
        %1$s balances --ledger shop
        %1$s balances --consistency eventual
        """;
    }

    @Override
    public Beside clients(Stage stage) {
        return new Course(
                stage, Outage.Kind.STOP, databases -> new TransfersClients(stage, databases));
    }
}
