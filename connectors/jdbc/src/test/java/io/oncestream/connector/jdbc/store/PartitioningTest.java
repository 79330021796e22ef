package io.oncestream.connector.jdbc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitioningTest {

    /** E3069283 is the check value of this CRC in the usual catalogues. */
    @Test
    void theHashIsCastagnolisModulo1024() {
        assertThat(Partitioning.hash().bucket("123456789")).isEqualTo((int) (0xE3069283L % 1024));
        assertThat(Partitioning.hash().buckets()).isEqualTo(1024);
    }

    @Test
    void keysAreSpreadEvenly() {
        int[] keys = new int[1024];
        IntStream.range(0, 102_400)
                .forEach(i -> keys[Partitioning.hash().bucket("user:" + i + ":cart")]++);
        assertThat(IntStream.of(keys)).allMatch(count -> count > 40 && count < 170);
    }

    @ParameterizedTest
    @CsvSource({
        "a, 0",
        "f, 0",
        "g, 1",
        "ga, 1",
        "m, 1",
        "n, 2",
        "zz, 2",
        "é, 2",
        "\ud83d\ude00, 2"
    })
    void aRangeBeginsAtItsKey(String key, int bucket) {
        assertThat(new Partitioning(List.of("g", "n")).bucket(key)).isEqualTo(bucket);
    }

    /** In Java's order of chars a pair of surrogates comes before U+FF5E, in code points behind. */
    @Test
    void keysAreInTheOrderOfTheirCodePoints() {
        Partitioning ranges = new Partitioning(List.of("\uff5e"));
        assertThat(ranges.bucket("\ud83d\ude00")).isEqualTo(1);
    }

    @Test
    void rulesAreToldFromEachOther() {
        Partitioning ranges = new Partitioning(List.of("g", "n"));
        assertThat(List.of(ranges.keys(0), ranges.keys(1), ranges.keys(2)))
                .containsExactly("key < 'g'", "'g' <= key < 'n'", "'n' <= key");
        assertThat(Partitioning.hash().keys(17)).isEqualTo("crc32c % 1024 = 17");
    }

    @Test
    void keysThatSplitMustAscend() {
        assertThatThrownBy(() -> new Partitioning(List.of("b", "a")))
                .hasMessage("'a' comes behind 'b': keys that split must ascend");
        assertThatThrownBy(() -> new Partitioning(List.of("a", "a")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Partitioning(List.of("")))
                .hasMessage("an empty key splits nothing");
    }
}
