package io.oncestream.connector.source;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A source's URI that names a server: {@code SCHEME://[USER@]HOST:PORT[/PATH][?NAME=VALUE&...]}. A
 * password in it is refused, since arguments are seen by everyone on a machine; and so is an
 * {@code @} that ends no user, for what stands before it may be a password with a slash in it, and
 * would be shown as the name of a host or a queue.
 */
public final class ServerUri {

    private static final Pattern FORM =
            Pattern.compile("([a-z][a-z-]*://)(?:([^/?@]*)@)?([^/?]*)(?:/([^?]*))?(?:\\?(.*))?");
    private static final Pattern HOST_PORT =
            Pattern.compile("(\\[[0-9a-fA-F:.]+\\]|[^:\\[\\]]*)(?::([0-9]{1,5}))?");
    private static final int PORT_MAX = 65_535;

    private final String scheme;
    private final @Nullable String user;
    private final String authority;
    private final String path;
    private final UriParameters parameters;

    private ServerUri(Matcher matcher, UriParameters parameters) {
        this.scheme = matcher.group(1);
        this.user = matcher.group(2) == null ? null : UriParameters.decode(matcher.group(2));
        this.authority = matcher.group(3);
        this.path = matcher.group(4) == null ? "" : UriParameters.decode(matcher.group(4));
        this.parameters = parameters;
    }

    /**
     * Takes a URI apart.
     *
     * @param form how it should be written, for the error
     * @param parameters the names of the parameters that there are
     * @throws IllegalArgumentException when it is written otherwise, in one line without a password
     */
    public static ServerUri parse(String uri, String form, List<String> parameters) {
        Matcher matcher = FORM.matcher(uri);
        // What is wrong may be a password in the wrong place: nothing of it is repeated.
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "%s URI is not complete: write %s".formatted(uri.split(":", 2)[0], form));
        }
        String user = matcher.group(2);
        if (user != null && user.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "%s a password does not belong into the URI: write %s"
                            .formatted(matcher.group(1), form));
        }
        if (uri.indexOf('@', Math.max(0, matcher.end(2) + 1)) >= 0) {
            throw new IllegalArgumentException(
                    "%s has an @ behind the host, or two of them; a password does not belong into the URI, and in names %%40 stands for @: write %s"
                            .formatted(matcher.group(1), form));
        }
        String query = matcher.group(5) == null ? "" : matcher.group(5);
        return new ServerUri(matcher, UriParameters.parse(matcher.group(1), query, parameters));
    }

    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** Host and port as they are written; several, separated by commas, where a source takes so. */
    public String authority() {
        return authority;
    }

    /** The host without the brackets of an IPv6 address; empty when there is none. */
    public String host() {
        return hostPort().group(1).replaceAll("[\\[\\]]", "");
    }

    /** Empty when there is none. */
    public Optional<Integer> port() {
        String text = hostPort().group(2);
        if (text == null) {
            return Optional.empty();
        }
        int port = Integer.parseInt(text);
        if (port == 0 || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "%s port %d: a port is a number from 1 to %d"
                            .formatted(scheme, port, PORT_MAX));
        }
        return Optional.of(port);
    }

    /** What is between the slash and the question mark, decoded; empty when there is none. */
    public String path() {
        return path;
    }

    public UriParameters parameters() {
        return parameters;
    }

    private Matcher hostPort() {
        Matcher matcher = HOST_PORT.matcher(authority);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    scheme + " is not followed by a host and a port: write HOST:PORT");
        }
        return matcher;
    }
}
