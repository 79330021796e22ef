package io.oncestream.connector.source.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DatagramNumbersTest {

    private DatagramNumbers numbers = new DatagramNumbers(2, DatagramCounts.NONE);

    private static InetSocketAddress address(String sender) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), sender.charAt(0));
    }

    private long lost(String sender, long... sequence) {
        long lost = 0;
        for (long number : sequence) {
            lost += numbers.lost(address(sender), number);
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
        assertThat(lost("a", 1, 100, 101)).isEqualTo(98);
        assertThat(lost("a", 0, 1, 2)).isZero();
        assertThat(lost("a", 100_000)).isEqualTo(99_997);
        assertThat(lost("a", 50, 51)).isZero();
        assertThat(lost("a", 54)).isEqualTo(2);
        assertThat(lost("a", 2_000)).isEqualTo(1_945);
        assertThat(lost("a", 1, 3)).isEqualTo(1);
        assertThat(lost("a", 2)).isEqualTo(-1);
    }

    /** Seen red where a 1 always begins a count anew: one and 148 lost. */
    @Test
    void oneThatComesLateOrTwiceBeginsNothing() {
        assertThat(lost("a", 2, 1, 3)).isZero();
        assertThat(lost("b", 1)).isZero();
        for (long i = 2; i < 150; i++) {
            assertThat(lost("b", i)).isZero();
        }
        assertThat(lost("b", 1, 150, 0, 151)).isZero();
    }

    @Test
    void whatIsKnownGoesOnElsewhere() {
        assertThat(lost("a", 10, 14) + lost("b", 7)).isEqualTo(3);
        DatagramCounts counts = numbers.counts();
        numbers = new DatagramNumbers(2, counts);
        assertThat(lost("a", 12)).isEqualTo(-1);
        assertThat(lost("a", 17) + lost("b", 8)).isEqualTo(2);
        assertThat(counts.lost()).isEqualTo(3);
        assertThat(numbers.counts().lost()).isEqualTo(4);
        assertThat(numbers.counts().senders()).hasSize(2);
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
        assertThat(order.stream().mapToLong(number -> numbers.lost(address("a"), number)).sum())
                .isZero();
    }

    @Test
    void aGapWiderThanTheWindowIsCountedOnce() {
        assertThat(lost("a", 0, 5_000)).isEqualTo(4_999);
        assertThat(lost("a", 4_999, 4_500)).isEqualTo(-2);
        assertThat(lost("a", 5_001)).isZero();
    }
}
