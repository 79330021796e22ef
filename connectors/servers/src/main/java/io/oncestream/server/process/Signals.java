package io.oncestream.server.process;

import java.io.IOException;

/** What the JDK leaves out: signals other than SIGTERM and SIGKILL. */
public final class Signals {

    private Signals() {}

    /**
     * Sends one, without waiting for what comes of it.
     *
     * @param signal without SIG, such as INT
     */
    public static void send(long pid, String signal) throws IOException {
        new ProcessBuilder("sh", "-c", "kill -\"$0\" \"$1\"", signal, Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
