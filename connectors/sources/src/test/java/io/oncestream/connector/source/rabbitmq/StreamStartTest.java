package io.oncestream.connector.source.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamStartTest {

    @Test
    void theBrokerGetsAWordANumberOrATime() {
        assertThat(new StreamStart("first").argument()).isEqualTo("first");
        assertThat(new StreamStart("12").argument()).isEqualTo(12L);
        assertThat(new StreamStart("2026-01-31T08:00:00+01:00").argument())
                .isEqualTo(Date.from(Instant.parse("2026-01-31T07:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "latest", "-1", "1.5", "2026-01-31", "9999999999999999999"})
    void anythingElseIsRefused(String at) {
        assertThatThrownBy(() -> new StreamStart(at))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first, last, next");
    }

    @Test
    void theEndOfTheStreamMoves() {
        assertThat(new StreamStart("next").isAtTheEnd()).isTrue();
        assertThat(new StreamStart("last").isAtTheEnd()).isTrue();
        assertThat(StreamStart.FIRST.isAtTheEnd()).isFalse();
        assertThat(StreamStart.at(7).isAtTheEnd()).isFalse();
        assertThat(new StreamStart("2026-01-31T08:00:00Z").isAtTheEnd()).isFalse();
    }
}
