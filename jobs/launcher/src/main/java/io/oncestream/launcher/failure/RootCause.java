package io.oncestream.launcher.failure;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line that says why, out of a stack trace, which is all that Flink's REST interface gives.
 *
 * <p>What this project's own code threw says what, where and what to do, so the first such cause
 * wins; without one it is the deepest cause that has a message.
 */
public final class RootCause {

    private static final Pattern CLASS_NAME =
            Pattern.compile("^(?:[a-z][\\w]*\\.)+([A-Z][\\w$]*)(?::\\s*|$)");
    private static final int LENGTH_MAX = 500;

    private record Link(String type, String message, boolean ours) {}

    private RootCause() {}

    public static String of(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return of(trace.toString());
    }

    public static String of(String stackTrace) {
        List<Link> chain = chain(stackTrace);
        String best = "";
        for (Link link : chain) {
            if (link.ours && !link.message.isEmpty()) {
                return link.message;
            }
            best = link.message.isEmpty() ? best : link.message;
        }
        return best.isEmpty() ? chain.get(chain.size() - 1).type : best;
    }

    private static List<Link> chain(String stackTrace) {
        List<Link> chain = new ArrayList<>();
        StringBuilder header = new StringBuilder();
        String frame = "";
        for (String line : stackTrace.lines().toList()) {
            boolean isFrame = line.startsWith("\tat ") || line.startsWith("\t... ");
            if (line.startsWith("Caused by: ")) {
                chain.add(link(header.toString(), frame));
                header = new StringBuilder(line.substring("Caused by: ".length()));
                frame = "";
            } else if (isFrame && frame.isEmpty()) {
                frame = line.strip();
            } else if (frame.isEmpty()) {
                header.append(' ').append(line.strip());
            }
        }
        chain.add(link(header.toString(), frame));
        return chain;
    }

    private static Link link(String header, String frame) {
        String message = header.strip().replaceAll("\\s+", " ");
        String type = "unknown error";
        Matcher name = CLASS_NAME.matcher(message);
        while (name.find()) {
            // A class name alone, or one that another message was copied behind.
            type = name.group(1);
            message = message.substring(name.end());
            name = CLASS_NAME.matcher(message);
        }
        String cut =
                message.length() <= LENGTH_MAX ? message : message.substring(0, LENGTH_MAX) + "…";
        return new Link(type, cut, frame.startsWith("at io.oncestream."));
    }
}
