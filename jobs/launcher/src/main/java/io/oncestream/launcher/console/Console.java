package io.oncestream.launcher.console;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The user's terminal or pipe: results go to the standard output, progress and messages to the
 * standard error. On a terminal progress is one line in place; in a pipe a line now and then.
 */
public final class Console {

    private static final int COLUMNS_UNKNOWN = 100;
    private static final int COLUMNS_LEAST = 20;
    private static final int BUFFER_BYTES = 1 << 16;

    public final PrintStream out;
    private final PrintStream err;
    private final boolean inPlace;
    private final boolean outIsTerminal;
    private final int columns;
    private @Nullable String shown;

    Console(PrintStream out, PrintStream err, boolean errTty, boolean outTty, int columns) {
        this.out = out;
        this.err = err;
        this.inPlace = errTty;
        this.outIsTerminal = outTty;
        this.columns = columns <= 0 ? COLUMNS_UNKNOWN : Math.max(columns, COLUMNS_LEAST);
    }

    public static Console fromSystemProperties() {
        return new Console(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                Boolean.getBoolean("oncestream.terminal.stderr"),
                Boolean.getBoolean("oncestream.terminal.stdout"),
                Integer.getInteger("oncestream.terminal.columns", 0));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER_BYTES),
                false,
                StandardCharsets.UTF_8);
    }

    /** Whether progress is one line that is written over. */
    public boolean inPlace() {
        return inPlace;
    }

    /** The widest line for the standard output; no limit for a file or a pipe. */
    public int resultColumns() {
        return outIsTerminal ? columns : Integer.MAX_VALUE;
    }

    int columns() {
        return columns;
    }

    /** A message that stays. */
    public synchronized void say(String line) {
        clear();
        err.println(line);
        err.flush();
    }

    /** Whether there is somebody to ask. */
    public static boolean canAsk() {
        return Boolean.getBoolean("oncestream.terminal.stdin");
    }

    /** Asks a question, whose answer is no unless it is y or yes. */
    public synchronized boolean ask(String question) throws IOException {
        clear();
        err.print(question + " [y/N] ");
        err.flush();
        @Nullable String answer =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                        .readLine();
        return answer != null && answer.strip().matches("(?i)y|yes");
    }

    /** The state of things, replaced by the next one on a terminal. */
    public synchronized void progress(String line) {
        if (!inPlace) {
            err.println(line);
        } else if (!line.equals(shown)) {
            // One column is left free: some terminals wrap when the last one is written.
            String cut = line.length() < columns ? line : line.substring(0, columns - 1);
            err.print("\r\033[K" + cut);
            shown = line;
        }
        err.flush();
    }

    /** A step that is over soon: shown on a terminal only. */
    public void step(String line) {
        if (inPlace) {
            progress(line);
        }
    }

    /** Takes the line in place away. */
    public synchronized void clear() {
        if (inPlace && shown != null) {
            err.print("\r\033[K");
            err.flush();
            shown = null;
        }
    }
}
