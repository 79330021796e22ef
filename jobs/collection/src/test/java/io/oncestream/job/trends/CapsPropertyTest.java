package io.oncestream.job.trends;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class CapsPropertyTest {

    private static final class Memory implements PushStore {
        private final Map<String, Long> got = new HashMap<>();
        private List<Long> recent = List.of();

        @Override
        public @Nullable Long got(String item) {
            return got.get(item);
        }

        @Override
        public void setGot(String item, long time) {
            got.put(item, time);
        }

        @Override
        public void removeGot(String item) {
            got.remove(item);
        }

        @Override
        public Map<String, Long> allGot() {
            return new HashMap<>(got);
        }

        @Override
        public List<Long> recent() {
            return recent;
        }

        @Override
        public void setRecent(List<Long> times) {
            recent = List.copyOf(times);
        }
    }

    private record Got(String item, long time) {}

    /** Whether or not what is over is forgotten, and when, no decision is another one. */
    @Property(tries = 300)
    void noUserIsEverAnnoyed(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int cap) {
        Random random = new Random(seed);
        Memory forgetting = new Memory();
        Caps caps = new Caps(cap, forgetting);
        Caps remembering = new Caps(cap, new Memory());
        List<Got> pushes = new ArrayList<>();
        long time = 0;
        for (int i = 0; i < 500; i++) {
            time += random.nextLong(2 * Caps.CAP_MILLIS / cap);
            String item = "item " + random.nextInt(20);
            boolean isPushed = caps.push(item, time);
            assertThat(remembering.push(item, time)).isEqualTo(isPushed);
            if (isPushed) {
                pushes.add(new Got(item, time));
            }
            if (random.nextBoolean()) {
                caps.forget(time);
            }
        }
        assertThat(pushes).hasSizeGreaterThan(20);
        for (int i = 0; i < pushes.size(); i++) {
            Got push = pushes.get(i);
            List<Got> before = pushes.subList(0, i);
            assertThat(before)
                    .filteredOn(other -> other.time() > push.time() - Caps.CAP_MILLIS)
                    .hasSizeLessThan(cap);
            assertThat(before)
                    .filteredOn(other -> other.time() > push.time() - Caps.SAME_ITEM_MILLIS)
                    .extracting(Got::item)
                    .doesNotContain(push.item());
        }
        caps.forget(time + Caps.SAME_ITEM_MILLIS);
        assertThat(forgetting.allGot()).isEmpty();
        assertThat(forgetting.recent()).isEmpty();
    }
}
