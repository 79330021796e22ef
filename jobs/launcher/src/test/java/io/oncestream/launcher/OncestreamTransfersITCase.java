package io.oncestream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.ask.ServedJob;
import io.oncestream.testing.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers over five databases as they are tried: the demonstration, and by hand. */
class OncestreamTransfersITCase {

    private static final Path SCRIPT = Path.of("../../oncestream").toAbsolutePath().normalize();

    /** Of all tests: what servers begin with is made once. */
    @TempDir private static Path folder;

    @Test
    void readersSeeNoHalfTransferWhileADatabaseIsAway() throws Exception {
        try (ScriptRun run =
                ScriptRun.start(
                        SCRIPT, folder, "run", "transfers", "--length", "8s", "--seed", "1")) {
            ScriptRun.Ended ended = run.await();
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out())
                    .containsPattern("applied +[1-9]")
                    .containsPattern("insufficient_funds +[1-9]")
                    .containsPattern("strong reads +[1-9]")
                    .containsPattern("violations +0");
            assertThat(ended.err()).contains("is stopped for 4 s", "runs again");
        }
        assertThat(oncestream("services", "status").out()).doesNotContain("running", "unexpected");
    }

    @Test
    void balancesAreReadWhileItIsServed() throws Exception {
        try (ScriptRun service = ScriptRun.start(SCRIPT, folder, "run", "transfers", "--serve")) {
            Patience.await()
                    .until(
                            () -> {
                                assertThat(service.isAlive()).as(service.err()).isTrue();
                                return service.err().contains("is served until Ctrl-C");
                            });
            ServedJob served = ServedJob.find(InThisProcess.home(folder), "transfers");
            produce(served.commands());
            Patience.await()
                    .untilAsserted(
                            () ->
                                    assertThat(oncestream("balances", "--ledger", "shop").out())
                                            .containsPattern("shop +ann +9.50 +[1-9]")
                                            .containsPattern("shop +bob +5.50 +[1-9]")
                                            .containsPattern("shop +2 +15.00"));
            for (String consistency : List.of("eventual", "weak")) {
                assertThat(oncestream("balances", "--consistency", consistency).out())
                        .containsPattern("shop +2 +15.00");
            }
            oncestream("balances", "--at", "1", "--consistency", "weak").isWrongUsage("--at");
            assertThat(oncestream("balances", "--table", "other").err()).contains("nothing in");
            assertThat(transactions(served).out())
                    .containsPattern("postgres-91 +\\* +current")
                    .containsPattern("mariadb-92 +5 of 5 +[1-9]");
            service.signal("INT");
            assertThat(service.await().err()).contains("resume it with");
        }
    }

    private void produce(String topic) throws Exception {
        String command =
                "{\"id\":\"%s\",\"ledger\":\"shop\",%s,\"time\":\"" + Instant.now() + "\"}";
        Path file =
                Files.write(
                        folder.resolve("shop.jsonl"),
                        List.of(
                                command.formatted("1", "\"account\":\"ann\",\"deposit\":\"12.50\""),
                                command.formatted("2", "\"account\":\"bob\",\"deposit\":\"2.50\""),
                                command.formatted(
                                        "3", "\"from\":\"ann\",\"to\":\"bob\",\"amount\":\"3\"")));
        assertThat(oncestream("produce", "--to", topic, "--from", "file:" + file).code()).isZero();
    }

    private ScriptRun.Ended transactions(ServedJob served) {
        List<String> words = new ArrayList<>(List.of("transactions"));
        served.databases()
                .forEach(each -> words.addAll(List.of("--to", each.name() + "=" + each.url())));
        return oncestream(words.toArray(new String[0]));
    }

    private ScriptRun.Ended oncestream(String... words) {
        return InThisProcess.run(folder, words);
    }
}
