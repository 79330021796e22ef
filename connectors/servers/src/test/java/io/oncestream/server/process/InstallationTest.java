package io.oncestream.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    @TempDir private Path checkout;

    private Installation installation() {
        return new Installation(checkout);
    }

    private Path target() {
        return checkout.resolve("connectors/servers/target");
    }

    @Test
    void whatIsMissingIsNamedWithTheCommandThatMakesIt() {
        assertThatThrownBy(() -> installation().kafkaClassPath())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining(target().resolve("kafka.classpath").toString())
                .hasMessageEndingWith("make it with mvn -P kafka process-classes");
        assertThatThrownBy(() -> installation().mariaDb())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining(target().resolve("mariadb-VERSION").toString())
                .hasMessageEndingWith("make it with mvn -P mariadb process-classes");
    }

    @Test
    void theNewestVersionIsTakenAndNotTheLastByName() throws IOException {
        for (String version : new String[] {"18.9.0", "18.10.0", "18.2.0"}) {
            Files.createDirectories(target().resolve("postgres-" + version));
        }
        assertThat(installation().postgres()).isEqualTo(target().resolve("postgres-18.10.0"));
    }
}
