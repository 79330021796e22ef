package io.oncestream.job.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashPlacementTest {

    /** Of a CRC-32C written beside it, in another language: no account ever moves. */
    @ParameterizedTest
    @CsvSource({
        "shop, a, 4, 7",
        "shop, b, 2, 51",
        "shop, account-1, 4, 39",
        "EUR, account-1, 2, 21",
        "склад, 🏦, 1, 44",
    })
    void itNeverChanges(String ledger, String name, int of5, int of64) {
        assertThat(HashPlacement.of(ledger, name, 5)).isEqualTo(of5);
        assertThat(HashPlacement.of(ledger, name, 64)).isEqualTo(of64);
        assertThat(HashPlacement.of(ledger, name, 1)).isZero();
    }

    /** Seen red without the length. */
    @ParameterizedTest
    @ValueSource(ints = {5, 64})
    void oneLedgersNamesAreNotAnothers(int databases) {
        int same = 0;
        for (int i = 0; i < 1_000; i++) {
            int one = HashPlacement.of("ledger", "1account-" + i, databases);
            same += one == HashPlacement.of("ledger1", "account-" + i, databases) ? 1 : 0;
        }
        assertThat(same).isLessThan(2 * 1_000 / databases);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8})
    void accountsAreSpreadEvenly(int databases) {
        int[] counts = new int[databases];
        for (int ledger = 0; ledger < 8; ledger++) {
            for (int account = 0; account < 1_000; account++) {
                counts[HashPlacement.of("l" + ledger, "account-" + account, databases)]++;
            }
        }
        double even = 8_000.0 / databases;
        assertThat(counts)
                .satisfies(
                        all -> {
                            for (int count : all) {
                                assertThat(count)
                                        .isBetween((int) (0.85 * even), (int) (1.15 * even));
                            }
                        });
    }
}
