package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AveragesConfigTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT0S, 'window is 0ms: it must be whole milliseconds, from 1ms to 36525d'",
        "PT-1S, PT1S, 'window is -1s: it must be whole milliseconds, from 1ms to 36525d'",
        "PT0.0015S, PT1S,"
                + " 'window is PT0.0015S: it must be whole milliseconds, from 1ms to 36525d'",
        "P36526D, PT1S, 'window is 36526d: it must be whole milliseconds, from 1ms to 36525d'",
        "PT1S, PT0S, 'slide is 0ms: it must be whole milliseconds, from 1ms to 36525d'",
        "PT1S, PT2S,"
                + " 'slide is 2s, longer than the window of 1s: readings between would be lost'",
        "PT1.001S, PT0.001S,"
                + " 'slide is 1ms, so that 1001 windows of 1001ms overlap: at most 1000 can'",
    })
    void whatCannotRunIsRefusedWithItsValue(Duration window, Duration slide, String message) {
        assertThatThrownBy(() -> new AveragesConfig(window, slide, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aLatenessThatCannotBeIsRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new AveragesConfig(second, second, Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lateness is -1ms: it must be whole milliseconds, from 0ms to 36525d");
    }

    @Test
    void theShortestAndTheMostWindowsAreAccepted() {
        Duration millisecond = Duration.ofMillis(1);
        assertThat(config(millisecond, millisecond).window()).isEqualTo(millisecond);
        assertThat(config(Duration.ofSeconds(1), millisecond).slide()).isEqualTo(millisecond);
    }

    private static AveragesConfig config(Duration window, Duration slide) {
        return new AveragesConfig(window, slide, Duration.ZERO);
    }
}
