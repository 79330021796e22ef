package io.oncestream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop as it is tried: the demonstration. */
class OncestreamTrendsITCase {

    private static final Path SCRIPT = Path.of("../../oncestream").toAbsolutePath().normalize();

    @TempDir private Path folder;

    /** In 26 seconds there are nine bursts or ten. */
    @Test
    void whatRisesIsFoundAndNobodyIsAnnoyed() throws Exception {
        try (ScriptRun run =
                ScriptRun.start(
                        SCRIPT, folder, "run", "trends", "--length", "26s", "--seed", "1")) {
            ScriptRun.Ended ended = run.await();
            assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
            assertThat(ended.out())
                    .containsPattern("bursts found +(9|1\\d)\n")
                    .containsPattern("bursts missed +0\n")
                    .containsPattern("pushes +[1-9]\\d+\n")
                    .containsPattern("caps broken +0\n")
                    .containsPattern("late +0\n")
                    .containsPattern("violations +0\n");
        }
    }
}
