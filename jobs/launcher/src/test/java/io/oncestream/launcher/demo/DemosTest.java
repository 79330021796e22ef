package io.oncestream.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemosTest {

    private static final Path JOBS = Path.of("../collection/src/main/resources/jobs.txt");

    /**
     * By that word the script brings a broker's jars into a fresh checkout. Seen red with the line
     * of anomalies without it.
     */
    @Test
    void whatIsSentThroughABrokerIsNamedAtTheEndOfTheJobsLine() throws Exception {
        List<String> lines =
                Files.readAllLines(JOBS).stream().filter(line -> !line.startsWith("#")).toList();
        for (String line : lines) {
            boolean hasBroker =
                    Demos.find(line.substring(0, line.indexOf(' ')))
                            .map(demo -> demo.source().services().contains("kafka"))
                            .orElse(false);
            assertThat(line.endsWith(")")).as(line).isEqualTo(hasBroker);
        }
    }
}
