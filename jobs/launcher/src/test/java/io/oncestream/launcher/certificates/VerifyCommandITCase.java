package io.oncestream.launcher.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.InThisProcess;
import io.oncestream.launcher.ScriptRun;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a job has really written, before and after somebody else has written into it. */
class VerifyCommandITCase {

    private static final Path SCRIPT = Path.of("../../oncestream").toAbsolutePath().normalize();
    private static final Path SAMPLES = SCRIPT.resolveSibling("jobs/collection/samples");
    private static final String OBSERVATIONS =
            "[{\"feed\": \"a\", \"value\": \"%s\", \"signature\": \"%s\"}]";

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void eachKindOfBadRowIsNamed(DatabaseKind kind) throws Exception {
        TestDatabase database = kind.newDatabase();
        certify(database);
        ScriptRun.Ended right = verify(database);
        assertThat(right.code()).as(right.err()).isZero();
        assertThat(right.out())
                .containsPattern("certificates that hold +12\n")
                .containsPattern("pieces of evidence that hold +3\n")
                .containsPattern("rounds certified +12\n")
                .containsPattern("rounds in which d lied +3\n")
                .containsPattern("rows that do not hold +0\n");

        certificate(database, "value = '1'", 0, "the value is not the median");
        certificate(database, "value = 'one'", 1, "the value is no decimal number");
        certificate(database, observations("1", "?"), 2, "feed a: signature is not the feed's");
        certificate(database, observations("1e999999999", ""), 4, "no decimal number");
        certificate(database, "instrument = 'gold'", 5, "instrument is not in the file");
        certificate(database, "round = 60", 6, "signature is not the feed's");
        evidence(database, "feed = 'a'", "signature is not the feed's");
        evidence(database, "second_signature = ''", "signature is not the feed's");
        evidence(database, "first_value = second_value", "it is not of two values");
        says(database, "DELETE FROM quorum_certificates WHERE round = 7", "no certificate");
        says(database, "UPDATE quorum_values SET value = '2' WHERE round = 8", "value_double");
        assertThat(verify(database).err()).contains("round 8 of seattle-temperature");
        says(
                database,
                "UPDATE quorum_values SET value = '2', value_double = 2 WHERE round = 8",
                "round 8 of seattle-temperature: it is certified, and no certificate is of its"
                        + " value");
        says(
                database,
                "INSERT INTO quorum_certificates"
                        + " SELECT * FROM quorum_certificates WHERE round = 9",
                "round 9 of seattle-temperature: it is there twice");
        says(
                database,
                "UPDATE quorum_values SET status = 'undecided' WHERE round = 10",
                "a value is there if, and only if, it is certified");
        says(
                database,
                "UPDATE quorum_values SET status = 'Certified' WHERE round = 10",
                "there is no status Certified");
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void whatIsNotThereIsWrongUsage(DatabaseKind kind) throws Exception {
        TestDatabase database = kind.newDatabase();
        verify(database).isWrongUsage("no table quorum_values, quorum_certificates", "--table");
        verify(database, "--table", "a.b.c").isWrongUsage("--table", "a.b.c");
    }

    /** By the job itself, whose bounded input closes all rounds. */
    private void certify(TestDatabase database) throws Exception {
        try (ScriptRun run =
                ScriptRun.start(
                        SCRIPT,
                        folder,
                        "run",
                        "quorum",
                        "--mode=median",
                        "--feeds=" + SAMPLES.resolve("quorum-feeds.txt"),
                        "--from=file:" + SAMPLES.resolve("quorum-observations.csv"),
                        "--to=" + database.address().url())) {
            ScriptRun.Ended ended = run.await();
            assertThat(ended.code()).as(ended.err()).isZero();
        }
    }

    private static String observations(String value, String signature) {
        return "observations = '" + OBSERVATIONS.formatted(value, signature) + "'";
    }

    private void certificate(TestDatabase database, String set, int round, String why)
            throws Exception {
        change(database, "quorum_certificates", set, round, why);
    }

    private void evidence(TestDatabase database, String set, String why) throws Exception {
        change(database, "quorum_evidence", set, 4, why);
    }

    /** And back, so that there is one bad row at a time. */
    private void change(TestDatabase database, String table, String set, int round, String why)
            throws Exception {
        database.execute("DROP TABLE IF EXISTS kept");
        database.execute("CREATE TABLE kept AS SELECT * FROM %s".formatted(table));
        says(database, "UPDATE %s SET %s WHERE round = %d".formatted(table, set, round), why);
        database.execute("DELETE FROM " + table);
        database.execute("INSERT INTO %s SELECT * FROM kept".formatted(table));
        assertThat(verify(database).code()).isZero();
    }

    private void says(TestDatabase database, String sql, String why) throws Exception {
        database.execute(sql);
        ScriptRun.Ended wrong = verify(database);
        assertThat(wrong.code()).as(sql).isEqualTo(1);
        assertThat(wrong.err()).as(sql).contains(why).doesNotContain("Exception");
    }

    private ScriptRun.Ended verify(TestDatabase database, String... more) {
        String[] words = {
            "certificates",
            "verify",
            "--mode=median",
            "--feeds=" + SAMPLES.resolve("quorum-feeds.txt"),
            "--to=" + database.address().url()
        };
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return InThisProcess.run(folder, all);
    }
}
