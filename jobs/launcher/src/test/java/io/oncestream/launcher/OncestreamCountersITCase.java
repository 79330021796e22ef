package io.oncestream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.testing.Patience;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counters in three databases as they are tried: the demonstration, and by hand. */
class OncestreamCountersITCase {

    private static final Path SCRIPT = Path.of("../../oncestream").toAbsolutePath().normalize();

    /** Of all tests: what servers begin with is made once. */
    @TempDir private static Path folder;

    @Test
    void allIsCountedOnceWhileADatabaseIsKilled() throws Exception {
        try (ScriptRun run =
                ScriptRun.start(
                        SCRIPT, folder, "run", "counters", "--length", "8s", "--seed", "1")) {
            ScriptRun.Ended ended = run.await();
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out())
                    .containsPattern("counted +[1-9]")
                    .containsPattern("strong reads +[1-9]")
                    .containsPattern("databases that hold all +3 of 3")
                    .containsPattern("violations +0");
            assertThat(ended.err()).contains("is killed for 4 s", "runs again");
        }
    }

    @Test
    void aCounterGoesOnWithoutOneOfItsDatabases() throws Exception {
        try (ScriptRun service = ScriptRun.start(SCRIPT, folder, "run", "counters", "--serve")) {
            Patience.await()
                    .until(
                            () -> {
                                assertThat(service.isAlive()).as(service.err()).isTrue();
                                return service.err().contains("is served until Ctrl-C");
                            });
            says("visits is 5 (version 1)", 0, "add", "visits", "5", "--id", "first");
            says("visits is 5 (version 1)", 0, "add", "visits", "5", "--id", "first");
            says(
                    "refused: another command has the id first",
                    1,
                    "add",
                    "visits",
                    "6",
                    "--id=first");
            says("visits is -2 (version 2)", 0, "add", "visits", "-7");
            says("invalid: amount is '9223372036854775808'", 1, "add", "a", "9223372036854775808");
            says("visits is -2 (version 2)", 0, "get", "visits");
            says("clicks is 0 (version 0)", 0, "get", "clicks");
            counter("add", "visits", "five").isWrongUsage("five");
            assertThat(oncestream("services", "stop", "mariadb-81").code()).isZero();
            says("visits is 8 (version 3)", 0, "add", "visits", "10");
            says("visits is 8 (version 3)", 0, "get", "visits");
            says("visits is ", 0, "get", "visits", "--consistency", "weak");
            assertThat(oncestream("services", "stop", "postgres-82").code()).isZero();
            says("visits is ", 0, "get", "visits", "--consistency", "weak");
            assertThat(oncestream("services", "start", "postgres-82").code()).isZero();
            says("visits is 9 (version 4)", 0, "add", "visits", "1");
            service.signal("INT");
            assertThat(service.await().err()).contains("resume it with");
        }
        assertThat(counter("get", "visits").err()).contains("counters is not served here");
    }

    private void says(String line, int code, String... words) {
        ScriptRun.Ended ended = counter(words);
        assertThat(ended.out()).as(ended.err()).startsWith(line).hasLineCount(1);
        assertThat(ended.code()).isEqualTo(code);
    }

    private ScriptRun.Ended counter(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "counter";
        System.arraycopy(words, 0, all, 1, words.length);
        return oncestream(all);
    }

    private ScriptRun.Ended oncestream(String... words) {
        return InThisProcess.run(folder, words);
    }
}
