package io.oncestream.connector.jdbc.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What README.md prints is what the tests compile and run. */
class ReadmeTest {

    private static final Path SOURCES = Path.of("src/test/java");

    @Test
    void printsTheProgramAsItIs() throws IOException {
        String name = CustomerTotals.class.getName().replace('.', '/') + ".java";
        String program = Files.readString(SOURCES.resolve(name));
        assertThat(Files.readString(Path.of("README.md")))
                .contains("```java\n" + program + "```\n");
    }
}
