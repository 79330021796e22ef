package io.oncestream.launcher.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCauseTest {

    @Test
    void theDeepestMessageIsTakenFromForeignCode() {
        String trace =
                """
                org.apache.flink.runtime.JobException: Recovery is suppressed
                \tat org.apache.flink.runtime.Foo.bar(Foo.java:1)
                Caused by: java.io.IOException: disk full
                \tat java.base/java.io.File.write(File.java:2)
                \t... 3 more
                Caused by: java.lang.NullPointerException
                \tat java.base/java.io.File.write(File.java:2)
                """;
        assertThat(RootCause.of(trace)).isEqualTo("disk full");
    }

    @Test
    void thisProjectsOwnMessageWinsOverItsCause() {
        String trace =
                """
                java.lang.RuntimeException: wrapped
                \tat org.apache.flink.runtime.Foo.bar(Foo.java:1)
                Caused by: io.oncestream.connector.jdbc.DatabaseUnavailable: cannot commit at X
                \tat io.oncestream.connector.jdbc.database.DatabaseSession.run(DatabaseSession.java:2)
                Caused by: java.net.ConnectException: Connection refused
                \tat java.base/sun.nio.ch.Net.connect(Net.java:2)
                """;
        assertThat(RootCause.of(trace)).isEqualTo("cannot commit at X");
    }

    @Test
    void messagesOfSeveralLinesBecomeOne() {
        String trace =
                """
                org.postgresql.util.PSQLException: ERROR: no such column
                  Position: 15
                \tat org.postgresql.Driver.run(Driver.java:2)
                """;
        assertThat(RootCause.of(trace)).isEqualTo("ERROR: no such column Position: 15");
    }

    @Test
    void copiedClassNamesAreLeftOut() {
        RuntimeException copied =
                new RuntimeException(new IllegalStateException(new java.io.IOException("why")));
        assertThat(RootCause.of(copied)).isEqualTo("why");
    }

    @Test
    void withoutAnyMessageTheTypeIsNamed() {
        assertThat(RootCause.of("java.lang.StackOverflowError\n\tat a.B.c(D.java:1)\n"))
                .isEqualTo("StackOverflowError");
    }
}
