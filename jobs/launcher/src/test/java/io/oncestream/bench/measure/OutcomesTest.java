package io.oncestream.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomesTest {

    private static final Case CASE = new Case("small", Map.of(Case.READINGS, "10"));
    private static final Outcome OUTCOME =
            new Outcome(
                    1.25, 2.5, 0, new Check(1, 2, -3, List.of(0.1, 1e300)), Map.of("bytes", 7.0));

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void measure() throws IOException {
        file = folder.resolve("outcomes");
        Outcomes.open(file, "build").add(CASE, "system", 1, OUTCOME);
    }

    @Test
    void knowsWhatWasMeasuredBefore() throws IOException {
        Outcomes outcomes = Outcomes.open(file, "build");
        assertThat(outcomes.find(CASE, "system", 1)).contains(OUTCOME);
        assertThat(outcomes.find(CASE, "system", 2)).isEmpty();
        assertThat(outcomes.find(CASE, "other", 1)).isEmpty();
    }

    @Test
    void forgetsWhatAnotherBuildOrAnotherCaseMeasured() throws IOException {
        assertThat(Outcomes.open(file, "newer").find(CASE, "system", 1)).isEmpty();
        Case larger = CASE.with(Case.READINGS, 11);
        assertThat(Outcomes.open(file, "build").find(larger, "system", 1)).isEmpty();
    }

    @Test
    void measuresAgainWhatWasCutOff() throws IOException {
        String line = Files.readString(file);
        Files.writeString(file, line.substring(0, line.length() - 4));
        assertThat(Outcomes.open(file, "build").find(CASE, "system", 1)).isEmpty();
    }
}
