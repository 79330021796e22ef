package io.oncestream.job.trends;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.trends.OpenBasket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BasketsTest {

    private final List<String> seen = new ArrayList<>();

    private OpenBasket put(String... items) {
        OpenBasket basket = null;
        for (String item : items) {
            basket = Baskets.put(basket, item, 7, (a, b) -> seen.add(a + b));
        }
        return basket;
    }

    @Test
    void anItemIsPairedWithEachThatIsThereAndCountedOnce() {
        assertThat(put("a", "b", "c").items()).containsExactly("c", "b", "a");
        assertThat(seen).containsExactly("aa", "bb", "ba", "ab", "cc", "cb", "bc", "ca", "ac");
    }

    /** As recommenders-team/recommenders#1666 met it: it is beside itself, and counts twice. */
    @Test
    void anItemTwiceInABasketIsThereOnce() {
        assertThat(put("a", "b", "a", "a").items()).containsExactly("a", "b");
        assertThat(seen).containsExactly("aa", "bb", "ba", "ab");
    }

    @Test
    void anItemIsPairedWithTheLastTwentyDifferentOnes() {
        List<String> items = new ArrayList<>();
        for (char item = 'a'; item <= 'z'; item++) {
            items.add(String.valueOf(item));
        }
        assertThat(put(items.toArray(String[]::new)).items()).hasSize(20);
        assertThat(seen).filteredOn(pair -> pair.startsWith("z")).hasSize(21);
        assertThat(seen).contains("zf").doesNotContain("ze");
    }
}
