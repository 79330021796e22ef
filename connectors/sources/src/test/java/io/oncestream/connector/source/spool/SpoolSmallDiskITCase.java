package io.oncestream.connector.source.spool;

import static io.oncestream.connector.source.spool.SpoolFixtures.read;
import static io.oncestream.connector.source.spool.SpoolFixtures.records;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file system of one megabyte, in a process of its own. Linux lets users mount one for themselves
 * alone; where it does not, the test is skipped and says so.
 */
class SpoolSmallDiskITCase {

    private static final String MOUNT = "mount -t tmpfs -o size=1m none \"$0\"";

    @TempDir private Path folder;

    /** Fills its disk, makes room by deletion and goes on. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]).resolve("spool");
            SpoolOptions options =
                    new SpoolOptions(folder, "test", 1 << 30, 100_000, Duration.ZERO);
            long kept;
            try (Spool spool = Spool.open(options, () -> {})) {
                System.out.println(fill(spool));
                kept = spool.end();
                spool.deleteUpTo(kept - 10);
                System.out.println("read " + read(spool, kept - 10).size());
                spool.append(records("x".repeat(1_000)));
            }
            try (Spool spool = Spool.open(options, () -> {})) {
                System.out.println("kept " + (spool.end() - kept));
            }
        }

        private static String fill(Spool spool) throws IOException {
            try {
                while (true) {
                    spool.append(records("x".repeat(1_000)));
                }
            } catch (SpoolFullException e) {
                return e.getMessage();
            }
        }
    }

    /** Seen red with the state in a new file: "No space left on device", and nothing deleted. */
    @Test
    void aSpoolThatFilledItsDiskIsReadDeletedAndGoesOn() throws Exception {
        assumeTrue(run("true").equals("0"), "no file system can be mounted here by a user");
        String out =
                run(
                        "\"$1\" -cp \"$2\" \"$3\" \"$0\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path"),
                        Child.class.getName());
        assertThat(out.lines())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .contains("cannot be written (No space left on device)"),
                        line -> assertThat(line).isEqualTo("read 10"),
                        line -> assertThat(line).isEqualTo("kept 1"),
                        line -> assertThat(line).isEqualTo("0"));
    }

    /** What it printed, and its exit code. */
    private String run(String command, String... arguments) throws Exception {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "unshare",
                                "-Urm",
                                "sh",
                                "-c",
                                MOUNT + " && " + command,
                                folder.toString()));
        all.addAll(List.of(arguments));
        Process process;
        try {
            process =
                    new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            return e.getMessage();
        }
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return out + process.waitFor();
    }
}
