package io.oncestream.server.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process in a session of its own, where no Ctrl-C and no hang-up of the terminal meets it. To
 * ignore them is not enough: PostgreSQL takes them again.
 */
final class DetachedProcess {

    /** macOS has no setsid, but Perl. */
    private static final String SCRIPT =
            """
            command -v setsid >/dev/null && exec setsid "$@"
            exec perl -MPOSIX=setsid -e 'setsid; exec { $ARGV[0] } @ARGV' -- "$@"
            """;

    private DetachedProcess() {}

    /**
     * Starts it in this folder. What it prints goes to NAME.out there.
     *
     * @param environment variables above those of this process
     */
    static Process start(
            Path folder, String name, List<String> command, Map<String, String> environment)
            throws IOException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
        words.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(Folders.make(folder).toFile())
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(name + ".out").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
