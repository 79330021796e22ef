package io.oncestream.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.testing.Patience;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StandstillTest {

    private final AtomicInteger questions = new AtomicInteger();

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private Optional<String> answer() {
        return Optional.of("answer " + questions.incrementAndGet());
    }

    @Test
    void theSourceIsAskedWhenNothingHasComeForAWhileAndNotTooOften() {
        Standstill standstill = new Standstill(this::answer);
        assertThat(standstill.reason(seconds(0), 7)).isEmpty();
        assertThat(standstill.reason(seconds(4), 7)).isEmpty();
        assertThat(questions).hasValue(0);
        Patience.await()
                .untilAsserted(
                        () -> assertThat(standstill.reason(seconds(5), 7)).contains("answer 1"));
        assertThat(standstill.reason(seconds(14), 7)).contains("answer 1");
        assertThat(questions).hasValue(1);
        Patience.await()
                .untilAsserted(
                        () -> assertThat(standstill.reason(seconds(15), 7)).contains("answer 2"));
        assertThat(standstill.reason(seconds(16), 8)).isEmpty();
        assertThat(standstill.reason(seconds(20), 8)).isEmpty();
        assertThat(questions).hasValue(2);
    }

    @Test
    void aQuestionThatFailsIsNoAnswer() {
        Standstill standstill =
                new Standstill(
                        () -> {
                            questions.incrementAndGet();
                            throw new IllegalStateException("no broker answers");
                        });
        standstill.reason(seconds(0), 0);
        standstill.reason(seconds(5), 0);
        Patience.await().until(() -> questions.get() == 1);
        assertThat(standstill.reason(seconds(6), 0)).isEmpty();
        Patience.await()
                .until(
                        () -> {
                            standstill.reason(seconds(16), 0);
                            return questions.get() == 2;
                        });
    }
}
