package io.oncestream.connector.source.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DatagramNumbersTest {

    private final DatagramNumbers<String> numbers = new DatagramNumbers<>(2);

    private long lost(String sender, long... sequence) {
        long lost = 0;
        for (long number : sequence) {
            lost += numbers.lost(sender, number);
        }
        return lost;
    }

    @Test
    void gapsAreCounted() {
        assertThat(lost("a", 7, 8, 9)).isZero();
        assertThat(lost("a", 12)).isEqualTo(2);
        assertThat(lost("a", 13, 20)).isEqualTo(6);
    }

    @Test
    void whatComesLateIsNoLongerLostAndADuplicateChangesNothing() {
        assertThat(lost("a", 10, 14)).isEqualTo(3);
        assertThat(lost("a", 12)).isEqualTo(-1);
        assertThat(lost("a", 12, 14)).isZero();
        assertThat(lost("a", 15)).isZero();
    }

    @Test
    void aSenderThatBeginsAnewIsNotAllLost() {
        assertThat(lost("a", 0, 1, 2, 3)).isZero();
        assertThat(lost("a", 0, 1, 2)).isZero();
        assertThat(lost("a", 100_000)).isEqualTo(99_997);
        assertThat(lost("a", 50, 51)).isZero();
    }

    @Test
    void sendersAreCountedApartAndTheSilentOnesForgotten() {
        assertThat(lost("a", 1) + lost("b", 100) + lost("a", 3)).isEqualTo(1);
        assertThat(lost("c", 5)).isZero();
        assertThat(lost("b", 200)).isZero();
    }

    @Test
    void anOrderShuffledWithinTheWindowLosesNothing() {
        Random random = new Random(5);
        List<Long> order = new ArrayList<>();
        for (long i = 10; i < 5_000; i++) {
            order.add(i);
        }
        for (int from = 1; from + 500 < order.size(); from += 500) {
            Collections.shuffle(order.subList(from, from + 500), random);
        }
        assertThat(order.stream().mapToLong(number -> numbers.lost("a", number)).sum()).isZero();
    }

    @Test
    void aGapWiderThanTheWindowIsCountedOnce() {
        assertThat(lost("a", 0, 5_000)).isEqualTo(4_999);
        assertThat(lost("a", 4_999, 4_500)).isEqualTo(-2);
        assertThat(lost("a", 5_001)).isZero();
    }
}
