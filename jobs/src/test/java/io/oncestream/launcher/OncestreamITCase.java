package io.oncestream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as its users call it: the script, in a process of its own. */
class OncestreamITCase {

    private static final Path SCRIPT = Path.of("..", "oncestream").toAbsolutePath().normalize();

    /** One for all: the first use of a database initializes it. */
    @TempDir private static Path folder;

    private record Ended(int code, String out, String err) {
        void isWrongUsage(String... words) {
            assertThat(code).as(err).isEqualTo(2);
            assertThat(err.strip().lines()).as(err).hasSize(1);
            assertThat(err).contains(words).doesNotContain("Exception", "\tat ");
            assertThat(out).isEmpty();
        }
    }

    private static Ended oncestream(String... arguments) throws Exception {
        return run(SCRIPT, arguments);
    }

    private static Ended run(Path script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("ONCESTREAM_HOME", folder.resolve("state").toString());
        builder.environment().remove("ONCESTREAM_DB_PASSWORD");
        int code = builder.start().waitFor();
        return new Ended(code, read(out), read(err));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    @Test
    void aWrongWordIsAnsweredWithTheValidOnes() throws Exception {
        oncestream("frobnicate").isWrongUsage("frobnicate", "run", "sql");
    }

    @Test
    void aWrongJobIsAnsweredWithTheValidOnes() throws Exception {
        oncestream("run", "averges").isWrongUsage("averges", "averages");
    }

    @Test
    void aWrongOptionIsNamed() throws Exception {
        oncestream("run", "averages", "--windw", "1d").isWrongUsage("--windw", "--window");
    }

    @Test
    void aWrongValueIsNamed() throws Exception {
        oncestream("run", "averages", "--window", "1x").isWrongUsage("--window", "1x");
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        oncestream("run", "averages", "--from", "file:/no/such.csv", "--time", "t", "--value", "v")
                .isWrongUsage("/no/such.csv");
    }

    @Test
    void aMissingColumnIsNamed() throws Exception {
        oncestream("run", "averages", "--value", "delai").isWrongUsage("delai", "delay");
    }

    @Test
    void aPasswordInTheUrlIsRefusedAndNotRepeated() throws Exception {
        Ended ended =
                oncestream("sql", "--to", "jdbc:postgresql://h/d?password=geheim", "SELECT 1");
        ended.isWrongUsage("--password-file");
        assertThat(ended.err).doesNotContain("geheim");
    }

    @Test
    void aTakenWebPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            oncestream("run", "averages", "--web-port", port).isWrongUsage(port);
        }
    }

    @Test
    void helpNeedsNothing() throws Exception {
        Ended ended = oncestream("help");
        assertThat(ended.code).isZero();
        assertThat(ended.out).contains("./oncestream run averages");
        assertThat(oncestream().out).isEqualTo(ended.out);
        assertThat(oncestream("--version").out).contains("Flink");
    }

    @Test
    void theHelpOfAJobNamesItsOptions() throws Exception {
        Ended ended = oncestream("run", "averages", "--help");
        assertThat(ended.code).isZero();
        assertThat(ended.out).contains("--window", "--web-port", "--resume");
    }

    @Test
    void itRunsTheSampleThroughASymbolicLinkAndAnswersQueriesAfterwards() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("a link"), SCRIPT);
        for (int i = 0; i < 2; i++) {
            Ended run = run(link, "run", "averages");
            assertThat(run.code).as(run.err).isZero();
            assertThat(run.out).containsPattern("rows read +2,000").contains("windows written");
            assertThat(run.err).contains("web UI: http://127.0.0.1:");
            assertThat(run.err.contains("replacing the table averages")).isEqualTo(i == 1);
        }
        Ended sum = oncestream("sql", "--format", "csv", "SELECT sum(count) AS n FROM averages");
        assertThat(sum.out).as(sum.err).isEqualTo("n\r\n2000\r\n");
        Ended table = oncestream("sql", "SELECT 1 AS one, NULL AS nothing");
        assertThat(table.out.lines())
                .containsExactly("one  nothing", "---  -------", "  1  NULL", "(1 row)");
    }

    @Test
    void aWrongQueryFailsInOneLine() throws Exception {
        Ended ended = oncestream("sql", "SELECT * FROM no_such_table");
        assertThat(ended.code).isEqualTo(1);
        assertThat(ended.err.strip().lines()).as(ended.err).hasSize(1);
        assertThat(ended.err).contains("no_such_table").doesNotContain("Exception");
    }
}
