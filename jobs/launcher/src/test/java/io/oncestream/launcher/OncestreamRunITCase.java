package io.oncestream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.server.postgres.PostgresServer;
import io.oncestream.testing.Patience;
import io.oncestream.testing.TestServer;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a run while it reads: signals, other runs, a database that goes away. */
class OncestreamRunITCase {

    private static final Path SCRIPT = Path.of("../../oncestream").toAbsolutePath().normalize();

    /** Read for seconds, so that what is to happen meanwhile does. */
    private static final int ROWS = 800_000;

    private static final int SOME_ROWS = 300_000;
    private static final long SEED = 20_261_122;
    private static final int DAY_SECONDS = 86_400;

    private static final String SUMS = "SELECT sum(count) AS rows, sum(sum)::bigint AS total FROM ";

    @TempDir private static Path folder;
    private static Input all;
    private static Input some;

    /**
     * A file of readings.
     *
     * @param sum of their values
     */
    private record Input(Path file, int rows, long sum) {}

    @BeforeAll
    static void writeInputs() throws IOException {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        all = write("all.csv", ROWS, random);
        some = write("some.csv", SOME_ROWS, random);
    }

    private static Input write(String name, int rows, Random random) throws IOException {
        Path file = folder.resolve(name);
        long sum = 0;
        try (PrintStream out =
                new PrintStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            out.print("key,time,value\n");
            for (int i = 0; i < rows; i++) {
                int value = random.nextInt(100);
                sum += value;
                out.print(
                        "k"
                                + random.nextInt(10)
                                + ","
                                + (1_700_000_000L + random.nextInt(5 * DAY_SECONDS))
                                + ","
                                + value
                                + "\n");
            }
        }
        return new Input(file, rows, sum);
    }

    private static ScriptRun run(Path from, String... more) throws Exception {
        List<String> command =
                Stream.concat(
                                Stream.of(
                                        SCRIPT.toString(),
                                        "run",
                                        "averages",
                                        "--from=file:" + from,
                                        "--key=key",
                                        "--time=time",
                                        "--value=value",
                                        "--window=1d"),
                                Stream.of(more))
                        .toList();
        return ScriptRun.start(folder, command);
    }

    private static void assertComplete(String table, Input input) throws Exception {
        ScriptRun.Ended sums =
                ScriptRun.start(SCRIPT, folder, "sql", "--format", "csv", SUMS + table).await();
        assertThat(sums.out())
                .as(sums.err())
                .isEqualTo("rows,total\n" + input.rows() + "," + input.sum() + "\n");
    }

    @Test
    void anInterruptedRunResumesByThePrintedCommandAndEndsComplete() throws Exception {
        ScriptRun.Ended stopped;
        try (ScriptRun run = run(all.file(), "--table=interrupted")) {
            assertThat(run.awaitRowsRead()).isBetween(1L, ROWS - 1L);
            run.signal("INT");
            stopped = run.await();
        }
        assertThat(stopped.code()).as(stopped.err()).isEqualTo(130);
        assertThat(stopped.out()).isEmpty();
        String resume = printed("resume it with: ", stopped);
        ScriptRun.Ended other = run(resume.replace("--window=1d", "--window=2d"));
        assertThat(other.code()).as(other.err()).isEqualTo(1);
        assertThat(other.err())
                .contains("was made with --", "--window 1d", "this job has --", "--window 2d");
        ScriptRun.Ended resumed = run(resume);
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertComplete("interrupted", all);
    }

    private static String printed(String begin, ScriptRun.Ended ended) {
        return ended.err()
                .lines()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(ended.err()));
    }

    private static ScriptRun.Ended run(String command) throws Exception {
        return ScriptRun.start(folder, List.of("sh", "-c", command)).await();
    }

    @Test
    void aRunThatATruncatedFileStoppedResumesWithTheWholeFile() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            Files.copy(some.file(), gzip);
        }
        byte[] whole = bytes.toByteArray();
        Path file = folder.resolve("truncated.csv.gz");
        Files.write(file, Arrays.copyOf(whole, whole.length * 9 / 10));
        ScriptRun.Ended failed;
        try (ScriptRun run = run(file, "--table=truncated", "--checkpoint-interval=50ms")) {
            failed = run.await();
        }
        assertThat(failed.code()).as(failed.err()).isEqualTo(1);
        assertThat(failed.err()).contains("it is truncated", "put an intact one in its place");
        Files.write(file, whole);
        ScriptRun.Ended resumed = run(printed("when that is mended, resume it with: ", failed));
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertComplete("truncated", some);
    }

    /** The first run is held in the middle, so that the others surely come while it lasts. */
    @Test
    void aFileWithAnUmlautIsReadInTheLocaleOfPosix() throws Exception {
        Path file = folder.resolve("m\u00fcnchen.csv");
        Files.writeString(file, "time,value\n2024-01-01,1\n");
        ScriptRun.Ended ended =
                ScriptRun.start(
                                folder,
                                List.of(
                                        SCRIPT.toString(),
                                        "run",
                                        "averages",
                                        "--from=file:m\u00fcnchen.csv",
                                        "--time=time",
                                        "--value=value",
                                        "--table=umlaut"),
                                Map.of("LC_ALL", "C"))
                        .await();
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).containsPattern("rows read +1\n");
    }

    @Test
    void twoRunsAtOnceShareTheDatabaseButNotATable() throws Exception {
        try (ScriptRun first = run(all.file(), "--table=busy")) {
            assertThat(first.awaitRowsRead()).isBetween(1L, ROWS - 1L);
            first.signal("STOP");
            ScriptRun.start(SCRIPT, folder, "run", "averages", "--table", "busy")
                    .await()
                    .isWrongUsage("busy", "--table");
            ScriptRun.Ended other =
                    ScriptRun.start(SCRIPT, folder, "run", "averages", "--table", "idle").await();
            assertThat(other.code()).as(other.err()).isZero();
            assertThat(other.out()).containsPattern("rows read +2,000");
            first.signal("CONT");
            ScriptRun.Ended ended = first.await();
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.err()).doesNotContain("restarting");
        }
        assertComplete("busy", all);
    }

    /** The results of a file are written at its end: the server is away then. */
    @Test
    void aDatabaseThatGoesAwayAndComesBackHoldsTheRightResult() throws Exception {
        TestServer server = TestServer.start(folder.resolve("other"), PostgresServer::start);
        String url = PostgresServer.url(server.port());
        try (server;
                ScriptRun run = run(all.file(), "--to", url)) {
            assertThat(run.awaitRowsRead()).isBetween(1L, ROWS - 1L);
            server.stop(PostgresServer.STOP_SIGNAL);
            Patience.await().until(() -> noticed(run));
            Patience.await().until(() -> run.err().contains("waits for the database since "));
            assertThat(run.isAlive()).isTrue();
            server.start();
            ScriptRun.Ended ended = run.await();
            assertThat(ended.code()).as(ended.err()).isZero();
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement();
                    ResultSet sums = statement.executeQuery(SUMS + "averages")) {
                sums.next();
                assertThat(sums.getLong("rows")).isEqualTo(ROWS);
                assertThat(sums.getLong("total")).isEqualTo(all.sum());
            }
        }
    }

    private static boolean noticed(ScriptRun run) throws IOException {
        try (Stream<Path> logs = Files.list(folder.resolve("state/logs"))) {
            for (Path log : logs.filter(file -> file.toString().endsWith(run.logEnd())).toList()) {
                if (Files.readString(log).contains("trying again in")) {
                    return true;
                }
            }
        }
        return !run.isAlive();
    }
}
