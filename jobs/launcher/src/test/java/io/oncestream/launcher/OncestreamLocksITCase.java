package io.oncestream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.testing.Patience;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock service as it is tried: the demonstration, and by hand. */
class OncestreamLocksITCase {

    private static final Path SCRIPT = Path.of("../../oncestream").toAbsolutePath().normalize();
    private static final Pattern TOKEN = Pattern.compile("granted token (\\d+) until .*");
    private static final Pattern RESUME = Pattern.compile("resume it with: \\S+ (.*--resume \\S+)");

    @TempDir private Path folder;

    /** What is found is seen with {@code bench chaos --job locks --broken}. */
    @Test
    void workersSeeALockServiceThatDecidesOneThingAtATime() throws Exception {
        try (ScriptRun run =
                ScriptRun.start(SCRIPT, folder, "run", "locks", "--length", "8s", "--seed", "1")) {
            ScriptRun.Ended ended = run.await();
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out())
                    .containsPattern("grants +[1-9]")
                    .containsPattern("changes +[1-9]")
                    .containsPattern("lost updates +0")
                    .containsPattern("violations +0");
        }
    }

    @Test
    void aLockIsHeldOverAStopAndAResume() throws Exception {
        String resume;
        String token;
        try (ScriptRun service = ScriptRun.start(SCRIPT, folder, "run", "locks", "--serve")) {
            awaitServed(service);
            assertThat(ask("acquire", "shop/till", "--owner", "me", "--lease=5x").code())
                    .isEqualTo(2);
            Matcher granted =
                    TOKEN.matcher(
                            ask("acquire", "shop/till", "--owner", "me", "--lease=1h")
                                    .out()
                                    .strip());
            assertThat(granted.matches()).isTrue();
            token = granted.group(1);
            service.signal("INT");
            Matcher line = RESUME.matcher(service.await().err());
            assertThat(line.find()).isTrue();
            resume = line.group(1);
        }
        assertThat(ask("show", "shop/till").err()).contains("locks is not served here");
        try (ScriptRun service = ScriptRun.start(SCRIPT, folder, resume.split(" "))) {
            awaitServed(service);
            ScriptRun.Ended busy = ask("try", "shop/till", "--owner", "you", "--lease=1m");
            assertThat(busy.out()).isEqualTo("busy\n");
            assertThat(busy.code()).isEqualTo(1);
            assertThat(ask("show", "shop/till").out())
                    .startsWith("held by me, token " + token + ", until ");
            assertThat(ask("release", "shop/till", "--owner=me", "--token=" + token).out())
                    .isEqualTo("released token " + token + "\n");
            service.signal("INT");
            service.await();
        }
    }

    private static void awaitServed(ScriptRun service) {
        Patience.await()
                .until(
                        () -> {
                            assertThat(service.isAlive()).as(service.err()).isTrue();
                            return service.err().contains("is served until Ctrl-C");
                        });
    }

    private ScriptRun.Ended ask(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "lock";
        System.arraycopy(words, 0, all, 1, words.length);
        return InThisProcess.run(folder, all);
    }
}
