package io.oncestream.launcher.cluster;

import io.oncestream.launcher.failure.RootCause;
import io.oncestream.server.process.LogTail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a process of Flink's ended, out of its log or, before there is one, of what it printed. */
final class ProcessLog {

    private static final Pattern PRINTED = Pattern.compile("(\\S.*)");

    private static final Pattern BIND = Pattern.compile("BindException: (.*)");

    private ProcessLog() {}

    /**
     * One line.
     *
     * @param log since it was started
     * @param out the file of what it printed
     */
    static String lastError(LogTail log, Path out) throws IOException {
        // Behind an uncaught exception Flink logs a dump of all threads, which says nothing here.
        String text = log.text().split(" ERROR [^\n]*Thread dump", 2)[0];
        Matcher bind = BIND.matcher(text);
        if (bind.find()) {
            // What else goes wrong while it ends says less.
            return bind.group(1);
        }
        int error = text.lastIndexOf(" ERROR ");
        if (error >= 0) {
            int trace = text.indexOf('\n', error);
            String message = text.substring(error, trace < 0 ? text.length() : trace);
            String why = trace < 0 ? "" : trace(text.substring(trace + 1));
            return why.isEmpty() ? message.replaceFirst("^.*? - ", "").strip() : RootCause.of(why);
        }
        return LogTail.ofAll(out).last(PRINTED).orElse("it did not say why");
    }

    /** The stack trace at the beginning of the text, up to the next line with a time. */
    private static String trace(String text) {
        StringBuilder trace = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.matches("\\d{4}-\\d\\d-\\d\\d .*")) {
                break;
            }
            trace.append(line).append('\n');
        }
        return trace.toString();
    }
}
