package io.oncestream.connector.credential;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a password file in the format of PostgreSQL's pgpass: {@code
 * host:port:database:user:password}, of which the first that fits counts. A {@code *} fits all, a
 * backslash takes the next character as it is, and a line that begins with {@code #} is a comment.
 */
final class PasswordLines {

    private static final String FORM = "host:port:database:user:password";
    private static final String FIELD = "((?:\\\\.|[^:\\\\])++)";

    /** The password is the rest: PostgreSQL takes colons in it without a backslash too. */
    private static final Pattern LINE =
            Pattern.compile(
                    FIELD + ":(\\d++|\\*):" + FIELD + ":" + FIELD + ":(.*)", Pattern.DOTALL);

    private final String file;
    private final List<String> lines;

    private PasswordLines(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * Empty for a file that is no such one: its first line is the password. The first line that is
     * no comment decides. That a later one has another form is an error, and no reason to send a
     * line with another database's password in it to a server.
     */
    static Optional<PasswordLines> in(String file, List<String> lines) {
        return lines.stream()
                .filter(PasswordLines::counts)
                .findFirst()
                .filter(line -> LINE.matcher(line).matches())
                .map(line -> new PasswordLines(file, lines));
    }

    /**
     * The password for a JDBC URL.
     *
     * @throws UnreadablePassword when there is none; the message has nothing of the lines
     */
    String find(String url) {
        Login login = Login.of(url).orElseThrow(() -> unreadable(noLogin(url)));
        for (int i = 0; i < lines.size(); i++) {
            if (counts(lines.get(i))) {
                Matcher line = LINE.matcher(lines.get(i));
                if (!line.matches()) {
                    throw unreadable("is not %s in line %d".formatted(FORM, i + 1));
                }
                if (fits(line, login)) {
                    return unescaped(line.group(5));
                }
            }
        }
        throw unreadable("has no line %s for %s".formatted(FORM, login));
    }

    private static String noLogin(String url) {
        return "has a line for each login, which %s does not name: it must be as //HOST:PORT/DATABASE?user=USER"
                .formatted(ShownAddress.of(url));
    }

    private UnreadablePassword unreadable(String why) {
        return new UnreadablePassword("password file " + file + " " + why);
    }

    private static boolean counts(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    private static boolean fits(Matcher line, Login login) {
        return fits(line.group(1), login.host())
                && fits(line.group(2), login.port())
                && fits(line.group(3), login.database())
                && fits(line.group(4), login.user());
    }

    private static boolean fits(String field, String value) {
        return field.equals("*") || unescaped(field).equals(value);
    }

    private static String unescaped(String field) {
        return field.replaceAll("\\\\(.)", "$1");
    }
}
