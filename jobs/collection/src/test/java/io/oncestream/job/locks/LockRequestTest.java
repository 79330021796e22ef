package io.oncestream.job.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockRequestTest {
    private static final Instant TIME = Instant.parse("2020-01-01T00:00:00Z");

    private static LockRequest request(String resource, LockOp op, String lease, String wait) {
        return new LockRequest(
                "shop",
                "1",
                resource,
                "me",
                op,
                Duration.parse(lease),
                Duration.parse(wait),
                0,
                TIME);
    }

    @ParameterizedTest
    @CsvSource({
        "TRY_LOCK, PT0.001S, PT0S",
        "ACQUIRE, PT1H, PT1H",
        "RENEW, PT30S, PT0S",
        "RELEASE, PT0S, PT0S"
    })
    void whatIsInBoundsIsTaken(LockOp op, String lease, String wait) {
        assertThatCode(() -> request("x".repeat(200), op, lease, wait)).doesNotThrowAnyException();
        assertThatCode(() -> request("🔒".repeat(200), op, lease, wait)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "TRY_LOCK, PT0S, PT0S, lease is PT0S",
        "ACQUIRE, PT-1S, PT0S, lease is PT-1S",
        "RENEW, PT1H0.001S, PT0S, lease is PT1H0.001S",
        "ACQUIRE, PT0.0015S, PT0S, lease is PT0.0015S",
        "ACQUIRE, PT1S, PT-0.001S, wait is PT-0.001S",
        "ACQUIRE, PT1S, PT1H0.001S, wait is PT1H0.001S"
    })
    void durationsOutOfBoundsAreRefusedWithTheValue(
            LockOp op, String lease, String wait, String message) {
        assertThatThrownBy(() -> request("till", op, lease, wait))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void textsAreNeitherEmptyNorLong() {
        assertThatThrownBy(() -> request("", LockOp.ACQUIRE, "PT1S", "PT1S"))
                .hasMessage("resource has 0 characters: it must have 1 to 200");
        assertThatThrownBy(() -> request("x".repeat(201), LockOp.ACQUIRE, "PT1S", "PT1S"))
                .hasMessage("resource has 201 characters: it must have 1 to 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31T23:59:59.999999999Z", "+10000-01-01T00:00:00Z"})
    void timesThatGiveNoNumberAreRefused(String time) {
        assertThatThrownBy(
                        () ->
                                new LockRequest(
                                        "shop",
                                        "1",
                                        "till",
                                        "me",
                                        LockOp.RELEASE,
                                        Duration.ZERO,
                                        Duration.ZERO,
                                        1,
                                        Instant.parse(time)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(time);
    }

    @Test
    void anUnknownOpIsRefusedWithTheKnownOnes() {
        assertThat(LockOp.of("try_lock")).isEqualTo(LockOp.TRY_LOCK);
        assertThatThrownBy(() -> LockOp.of("TRY_LOCK"))
                .hasMessage("op is TRY_LOCK: it must be try_lock, acquire, renew, release");
    }
}
