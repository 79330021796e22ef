package io.oncestream.connector.source.kafka;

import io.oncestream.connector.source.ServerUri;
import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A topic, and the brokers that are asked first about it.
 *
 * @param servers {@code HOST:PORT}, several separated by commas
 */
public record KafkaTopic(String servers, String name) implements Serializable {

    private static final Pattern SERVERS =
            Pattern.compile("(?:[^:,\\s]+|\\[[0-9a-fA-F:.]+\\]):[0-9]{1,5}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final int PORT_MAX = 65_535;

    /** Refuses what is no address or no topic, with one line that names it. */
    public KafkaTopic {
        for (String server : servers.split(",", -1)) {
            check(
                    SERVERS.matcher(server).matches() && isPort(server),
                    "what comes before the topic is no HOST:PORT, nor several of them separated by"
                            + " commas");
        }
        check(
                NAME.matcher(name).matches() && !name.equals(".") && !name.equals(".."),
                "'%s' is no topic: 1 to 249 letters, digits, dots, hyphens and underscores"
                        .formatted(name));
    }

    /** What a URI names: the brokers before the slash and the topic behind it. */
    public static KafkaTopic of(ServerUri uri) {
        return new KafkaTopic(uri.authority(), uri.path());
    }

    private static boolean isPort(String server) {
        int port = Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
        return port >= 1 && port <= PORT_MAX;
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException("kafka: " + message);
        }
    }

    @Override
    public String toString() {
        return "kafka://%s/%s".formatted(servers, name);
    }
}
