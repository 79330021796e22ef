package io.oncestream.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.server.process.LogTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLogTest {

    @TempDir private Path folder;

    private String lastError(String log, String out) throws IOException {
        Path logFile = Files.writeString(folder.resolve("p.log"), log);
        Path outFile = Files.writeString(folder.resolve("p.out"), out);
        return ProcessLog.lastError(LogTail.ofAll(logFile), outFile);
    }

    @Test
    void theRootCauseOfTheLastErrorIsTheReason() throws IOException {
        String log =
                """
                2026-01-01 00:00:00,000Z ERROR o.a.f.Some [main] - An earlier thing
                2026-01-01 00:00:01,000Z ERROR o.a.f.Entrypoint [main] - Could not start.
                org.apache.flink.util.FlinkException: Could not create it.
                \tat org.apache.flink.Some.method(Some.java:1)
                Caused by: java.net.BindException: port 8081 is taken
                \tat java.base/sun.Net.bind(Net.java:1)
                2026-01-01 00:00:02,000Z INFO  o.a.f.Some [main] - Shutting down
                """;
        assertThat(lastError(log, "")).isEqualTo("port 8081 is taken");
    }

    @Test
    void aTakenPortIsTheReasonWhateverFollows() throws IOException {
        String log =
                """
                2026-01-01 00:00:01,000Z ERROR o.a.f.Entrypoint [main] - Could not start.
                java.net.BindException: Could not start actor system on any port in port range 6123
                \tat org.apache.flink.Some.method(Some.java:1)
                2026-01-01 00:00:01,000Z ERROR o.a.f.Fatal [main] - FATAL: Thread 'x'
                java.lang.NoClassDefFoundError: scala/collection/convert/Wrappers
                \tat org.apache.flink.Some.method(Some.java:1)
                """;
        assertThat(lastError(log, ""))
                .isEqualTo("Could not start actor system on any port in port range 6123");
    }

    @Test
    void aDumpOfThreadsIsNoReason() throws IOException {
        String log =
                """
                2026-01-01 00:00:01,000Z ERROR o.a.f.Fatal [main] - FATAL: Thread 'x' produced an uncaught exception.
                java.lang.IllegalStateException: the reason
                \tat org.apache.flink.Some.method(Some.java:1)
                2026-01-01 00:00:01,000Z ERROR o.a.f.Fatal [main] - Thread dump:\s
                "main" prio=5 Id=1 RUNNABLE
                \tat java.base/java.lang.Thread.run(Thread.java:1)
                """;
        assertThat(lastError(log, "")).isEqualTo("the reason");
    }

    @Test
    void withoutALogItIsWhatTheProcessPrinted() throws IOException {
        assertThat(lastError("", "Error: could not find class\n\n"))
                .isEqualTo("Error: could not find class");
        assertThat(lastError("", "")).isEqualTo("it did not say why");
    }
}
