package io.oncestream.connector.credential;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who logs in where: what picks a line of a password file. */
record Login(String host, String port, String database, String user) {

    private static final Pattern URL =
            Pattern.compile(
                    "jdbc:(postgresql|mariadb|mysql)://(\\[[^]]+]|[^]\\[:/?,@()]+)(?::(\\d+))?"
                            + "/([^/?&]+)\\?(?:.*&)?user=([^&]+)(?:&.*)?");

    /** Of a JDBC URL; empty where it does not name all four, or several hosts. */
    static Optional<Login> of(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String host = parts.group(2).replaceAll("[\\[\\]]", "");
        String usual = parts.group(1).equals("postgresql") ? "5432" : "3306";
        String port = Optional.ofNullable(parts.group(3)).orElse(usual);
        return Optional.of(new Login(host, port, decoded(parts.group(4)), decoded(parts.group(5))));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "host %s, port %s, database %s, user %s".formatted(host, port, database, user);
    }
}
