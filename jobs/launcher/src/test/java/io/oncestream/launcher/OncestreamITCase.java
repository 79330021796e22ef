package io.oncestream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as its users call it: the script, in a process of its own. */
class OncestreamITCase {

    private static final Path SCRIPT = Path.of("../../oncestream").toAbsolutePath().normalize();

    /** One for all: the first use of a database initializes it. */
    @TempDir private static Path folder;

    private static ScriptRun.Ended oncestream(String... arguments) throws Exception {
        return ScriptRun.start(SCRIPT, folder, arguments).await();
    }

    /** The same for what is refused. */
    private static ScriptRun.Ended here(String... arguments) {
        return InThisProcess.run(folder, arguments);
    }

    @Test
    void aWrongWordIsAnsweredWithTheValidOnes() throws Exception {
        oncestream("frobnicate").isWrongUsage("frobnicate", "run", "sql");
    }

    @Test
    void aWrongJobIsAnsweredWithTheValidOnes() {
        here("run", "averges").isWrongUsage("averges", "averages");
    }

    @Test
    void aWrongOptionIsNamed() throws Exception {
        oncestream("run", "averages", "--windw", "1d").isWrongUsage("--windw", "--window");
    }

    @Test
    void aWrongValueIsNamed() {
        here("run", "averages", "--window", "1x").isWrongUsage("--window", "1x");
    }

    @Test
    void aMissingFileIsNamed() {
        here("run", "averages", "--from", "file:/no/such.csv", "--time", "t", "--value", "v")
                .isWrongUsage("/no/such.csv");
    }

    @Test
    void aMissingColumnIsNamed() {
        here("run", "averages", "--value", "delai").isWrongUsage("delai", "delay");
    }

    @Test
    void aPasswordInTheUrlIsRefusedAndNotRepeated() {
        ScriptRun.Ended ended =
                here("sql", "--to", "jdbc:postgresql://h/d?password=geheim", "SELECT 1");
        ended.isWrongUsage("--password-file");
        assertThat(ended.err()).doesNotContain("geheim");
    }

    @Test
    void aTakenWebPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            here("run", "averages", "--web-port", port).isWrongUsage(port);
        }
    }

    @Test
    void helpNeedsNothing() throws Exception {
        ScriptRun.Ended ended = oncestream("help");
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("./oncestream run averages");
        assertThat(oncestream().out()).isEqualTo(ended.out());
        assertThat(oncestream("--version").out()).contains("Flink");
    }

    @Test
    void theHelpOfAJobNamesItsOptions() throws Exception {
        ScriptRun.Ended ended = oncestream("run", "averages", "--help");
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("--window", "--web-port", "--resume");
    }

    @Test
    void itRunsTheSampleThroughASymbolicLinkAndAnswersQueriesAfterwards() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("a link"), SCRIPT);
        for (int i = 0; i < 2; i++) {
            ScriptRun.Ended run = ScriptRun.start(link, folder, "run", "averages").await();
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).containsPattern("rows read +2,000");
            assertThat(run.err()).contains("web UI: http://127.0.0.1:");
            assertThat(run.err().contains("replacing the rows of an earlier run in table averages"))
                    .isEqualTo(i == 1);
        }
        ScriptRun.Ended sum =
                oncestream("sql", "--format", "csv", "SELECT sum(count) AS n FROM averages");
        assertThat(sum.out()).as(sum.err()).isEqualTo("n\n2000\n");
        ScriptRun.Ended table = oncestream("sql", "SELECT 1 AS one, NULL AS nothing");
        assertThat(table.out().lines())
                .containsExactly("one  nothing", "---  -------", "  1  NULL", "(1 row)");
    }

    @Test
    void generatedReadingsAreCountedInRows() throws Exception {
        here("run", "averages", "--from", "gen:?keys=0").isWrongUsage("keys is 0");
        ScriptRun.Ended run =
                oncestream("run", "averages", "--from", "gen:?count=20000", "--table", "generated");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("averages  100 %  20,000 rows  0 rejected");
        assertThat(run.out())
                .containsPattern("rows read +20,000")
                .containsPattern("rows late +0")
                .containsPattern("rows written +2,000 to generated");
    }

    @Test
    void aRunThatCouldUseNothingSaysSoFirst() throws Exception {
        Path file = folder.resolve("unusable.csv");
        Files.writeString(file, "time,value\n2024-01-01,none\n2024-01-02,\u001b[2J\n2024-01-03\n");
        ScriptRun.Ended run =
                oncestream(
                        "run",
                        "averages",
                        "--from=file:" + file,
                        "--time=time",
                        "--value=value",
                        "--table=unusable");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines().limit(3))
                .as(run.out())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .startsWith("none of the 3 rows that were read could be"),
                        line ->
                                assertThat(line)
                                        .startsWith("most often ")
                                        .contains("is not a finite number", "(2 of 3)"),
                        line ->
                                assertThat(line)
                                        .startsWith("for example ")
                                        .contains(file + ", position ", ": 2024-01-0"));
        assertThat(run.out()).doesNotContain("\u001b");
    }

    @Test
    void aWrongQueryFailsInOneLine() throws Exception {
        ScriptRun.Ended ended = oncestream("sql", "SELECT * FROM no_such_table");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().strip().lines()).as(ended.err()).hasSize(1);
        assertThat(ended.err()).contains("no_such_table").doesNotContain("Exception");
    }

    /** Without the connection before the start it took five restarts and 3 min 21 s to say so. */
    @Test
    void aDatabaseThatIsNotThereIsNamedBeforeAnythingStarts() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String url = "jdbc:postgresql://127.0.0.1:%d/d?user=u".formatted(port);
        ScriptRun.Ended ended =
                ScriptRun.start(SCRIPT, folder, "run", "averages", "--to", url)
                        .await(Duration.ofMinutes(2));
        assertThat(ended.code()).as(ended.err()).isEqualTo(1);
        assertThat(ended.err().strip().lines()).as(ended.err()).hasSize(1);
        assertThat(ended.err()).contains(url, "refused").doesNotContain("Exception", "web UI");
    }
}
