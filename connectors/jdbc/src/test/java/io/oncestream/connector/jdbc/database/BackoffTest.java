package io.oncestream.connector.jdbc.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void pausesDoubleUpToTheLongest() {
        Backoff backoff =
                new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(30));
        assertThat(backoff.pause(1)).hasMillis(100);
        assertThat(backoff.pause(2)).hasMillis(200);
        assertThat(backoff.pause(4)).hasMillis(800);
        assertThat(backoff.pause(5)).hasMillis(1000);
        assertThat(backoff.pause(1000)).hasMillis(1000);
    }
}
