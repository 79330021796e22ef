package io.oncestream.bench.measure;

import io.oncestream.server.kafka.KafkaServer;
import java.io.IOException;
import java.util.Map;

/** A Kafka broker for all contestants, and what they must know of it. */
public final class Broker {

    /** What a case is told: its address. */
    public static final String URI = "broker-uri";

    /** What a case is told: the id of its process. */
    public static final String PID = "broker-pid";

    static final String FOLDER = "kafka";

    private Broker() {}

    public static Map<String, String> start(Servers servers)
            throws IOException, InterruptedException {
        // Topics are filled once for all rounds, which may take longer than they would be kept.
        Map<String, String> kept = Map.of("log.retention.ms", "-1");
        Servers.Server server =
                servers.start(
                        FOLDER,
                        (installation, folder, name, port) ->
                                KafkaServer.start(installation, folder, name, port, kept),
                        "TERM");
        return Map.of(URI, KafkaServer.uri(server.port()), PID, Long.toString(server.pid()));
    }

    /** What its process has used until now. */
    public static double cpuSeconds(Case one) throws IOException {
        return ProcessTree.cpuSeconds(Long.parseLong(one.text(PID)));
    }
}
