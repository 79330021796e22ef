package io.oncestream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.testing.Patience;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store over three databases and a spare one as it is tried: the demonstration, and by hand. */
class OncestreamStoreITCase {

    private static final Path SCRIPT = Path.of("../../oncestream").toAbsolutePath().normalize();

    /** Of all tests: what servers begin with is made once. */
    @TempDir private static Path folder;

    @Test
    void readersSeeOneOwnerWhileShardsJoinAndLeave() throws Exception {
        try (ScriptRun run =
                ScriptRun.start(SCRIPT, folder, "run", "store", "--length", "8s", "--seed", "1")) {
            ScriptRun.Ended ended = run.await();
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out())
                    .containsPattern("conflict +[1-9]")
                    .containsPattern("join d: keys moved +[1-9]")
                    .containsPattern("leave b: keys moved +[1-9]")
                    .containsPattern("while buckets moved +[1-9]")
                    .containsPattern("violations +0");
        }
    }

    @Test
    void keysAreThereWhereverTheyAre() throws Exception {
        try (ScriptRun service = ScriptRun.start(SCRIPT, folder, "run", "store", "--serve")) {
            Patience.await()
                    .until(
                            () -> {
                                assertThat(service.isAlive()).as(service.err()).isTrue();
                                return service.err().contains("is served until Ctrl-C");
                            });
            says("cart:7 is 2 apples (version 1)", 0, "put", "cart:7", "2 apples", "--id", "first");
            says("cart:7 is 2 apples (version 1)", 0, "put", "cart:7", "2 apples", "--id", "first");
            says(
                    "refused: another command has the id first",
                    1,
                    "put",
                    "cart:7",
                    "3 apples",
                    "--id=first");
            says("conflict: cart:7 is 2 apples", 1, "put", "cart:7", "3", "--if-version", "7");
            says("cart:7 is 2 apples", 0, "get", "cart:7");
            says("cart:8 is absent", 1, "get", "cart:8", "--consistency", "eventual");
            says("cart:8 is absent", 1, "delete", "cart:8");
            says("invalid: there is no shard x", 1, "join", "x");
            says("absent: d is not in the ring", 1, "leave", "d");
            says("d has joined", 0, "join", "d");
            says("a has left", 0, "leave", "a");
            says("b has left", 0, "leave", "b");
            says("c has left", 0, "leave", "c");
            says("invalid: d is the last one", 1, "leave", "d");
            Patience.await()
                    .untilAsserted(
                            () ->
                                    assertThat(store("status").out())
                                            .containsPattern("a +0 +0 +0 +0")
                                            .containsPattern("d +[1-9]\\d* +0 +1 +0"));
            says("cart:7 is 2 apples (version 1)", 0, "scan");
            says("cart:7 is absent", 0, "delete", "cart:7");
            says("cart:7 is absent", 1, "get", "cart:7");
            store("scan", "--limit", "0").isWrongUsage("--limit");
            service.signal("INT");
            assertThat(service.await().err()).contains("resume it with");
        }
        assertThat(store("get", "cart:7").err()).contains("store is not served here");
    }

    private void says(String line, int code, String... words) {
        ScriptRun.Ended ended = store(words);
        assertThat(ended.out()).as(ended.err()).startsWith(line).hasLineCount(1);
        assertThat(ended.code()).isEqualTo(code);
    }

    private static ScriptRun.Ended store(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "store";
        System.arraycopy(words, 0, all, 1, words.length);
        return InThisProcess.run(folder, all);
    }
}
