package io.oncestream.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes, of the kind that does nothing. */
class ServerProcessTest {

    @TempDir private Path folder;
    private final List<ServerProcess> started = new ArrayList<>();

    private ServerProcess start(String... command) throws IOException {
        ServerProcess server = ServerProcess.start(folder, "s", List.of(command), Map.of());
        started.add(server);
        return server;
    }

    @AfterEach
    void endWhatIsLeft() throws Exception {
        for (ServerProcess server : started) {
            server.awaitEnd(Duration.ZERO);
        }
    }

    @Test
    void itIsFoundByItsPidFileUntilItHasEnded() throws Exception {
        ServerProcess server = start("sleep", "1000");
        ServerProcess found = ServerProcess.find(folder, "s").orElseThrow();
        assertThat(found.pid()).isEqualTo(server.pid());
        assertThat(found.isAlive()).isTrue();
        assertThat(ServerProcess.find(folder, "other")).isEmpty();
        found.requestStop();
        assertThat(found.awaitEnd(Patience.LIMIT)).isTrue();
        assertThat(ServerProcess.find(folder, "s")).isEmpty();
    }

    @Test
    void oneThatIsKilledIsFoundAndNotAlive() throws Exception {
        ServerProcess server = start("sleep", "1000");
        ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
        Patience.await().until(() -> !server.isAlive());
        assertThat(ServerProcess.find(folder, "s").orElseThrow().isAlive()).isFalse();
    }

    @Test
    void aLaterProcessWithItsNumberIsLeftAlone() throws Exception {
        Process other = new ProcessBuilder("sleep", "1000").start();
        try {
            Files.writeString(folder.resolve("s.pid"), other.pid() + " earlier\n");
            ServerProcess stale = ServerProcess.find(folder, "s").orElseThrow();
            assertThat(stale.isAlive()).isFalse();
            stale.requestStop();
            stale.requestStop("INT");
            assertThat(stale.awaitEnd(Patience.LIMIT)).isTrue();
            assertThat(other.isAlive()).isTrue();
            assertThat(folder.resolve("s.pid")).doesNotExist();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void oneThatDoesNotStopInTimeIsKilled() throws Exception {
        ServerProcess deaf =
                start("sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 1; done");
        Path out = folder.resolve("s.out");
        Patience.await().until(() -> Files.readString(out).contains("deaf"));
        deaf.requestStop();
        assertThat(deaf.awaitEnd(Duration.ofMillis(200))).isFalse();
        assertThat(deaf.isAlive()).isFalse();
    }

    @Test
    void ctrlCAndAHangUpDoNotMeetItForItLeadsAProcessGroupOfItsOwn() throws Exception {
        ServerProcess server = start("sleep", "1000");
        Patience.await().until(() -> commandOf(server).endsWith("sleep"));
        String group = "kill -s 0 -- -" + server.pid();
        assertThat(new ProcessBuilder("sh", "-c", group).start().waitFor()).isZero();
        server.requestStop();
        assertThat(server.awaitEnd(Patience.LIMIT)).isTrue();
    }

    /** Red when a start threw for a process that had ended before it was looked at. */
    @Test
    void oneThatEndsAtOnceHasEnded() throws Exception {
        for (int i = 0; i < 20; i++) {
            ServerProcess server = start("true");
            Patience.await().until(() -> !server.isAlive());
            assertThat(server.awaitEnd(Patience.LIMIT)).isTrue();
        }
    }

    @Test
    void itsChildrenAreKilledWithIt() throws Exception {
        ServerProcess server = start("sh", "-c", "sleep 1000 & echo $!; wait");
        Path out = folder.resolve("s.out");
        Patience.await().until(() -> Files.readString(out).endsWith("\n"));
        long child = Long.parseLong(Files.readString(out).strip());
        assertThat(ProcessIdentity.of(child)).isPresent();
        server.kill();
        assertThat(server.awaitEnd(Patience.LIMIT)).isTrue();
        assertThat(ProcessIdentity.of(child)).isEmpty();
    }

    @Test
    void whatIsNoPidFileIsNamed() throws IOException {
        Files.writeString(folder.resolve("s.pid"), "12\n");
        assertThatThrownBy(() -> ServerProcess.find(folder, "s"))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining(folder.resolve("s.pid").toString());
    }

    private static String commandOf(ServerProcess server) {
        return ProcessHandle.of(server.pid()).flatMap(p -> p.info().command()).orElse("");
    }
}
