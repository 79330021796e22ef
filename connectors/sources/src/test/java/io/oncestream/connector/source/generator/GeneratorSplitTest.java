package io.oncestream.connector.source.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class GeneratorSplitTest {

    private static final int CLASSES = GeneratorSplit.CLASSES;

    @Test
    void theSplitsHaveOneOfTheIndexesEach() {
        assertThat(GeneratorSplit.all())
                .hasSize(120)
                .extracting(GeneratorSplit::residue)
                .doesNotHaveDuplicates();
        assertThat(new GeneratorSplit(2 * CLASSES + 7).splitId()).isEqualTo("7");
    }

    @Test
    void splitsAreStoredAsTheirNextIndex() throws IOException {
        SplitSerializer serializer = new SplitSerializer();
        byte[] bytes = serializer.serialize(new GeneratorSplit(0x0123_4567_89ab_cdefL));
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("0123456789abcdef");
        assertThat(serializer.deserialize(1, bytes).next()).isEqualTo(0x0123_4567_89ab_cdefL);

        UnassignedSerializer unassigned = new UnassignedSerializer();
        List<GeneratorSplit> some = List.of(new GeneratorSplit(3), new GeneratorSplit(1L << 50));
        assertThat(unassigned.deserialize(1, unassigned.serialize(some))).isEqualTo(some);
        assertThat(unassigned.deserialize(1, unassigned.serialize(List.of()))).isEmpty();
    }

    @Test
    void whatAnotherVersionStoredIsRefused() {
        assertThatThrownBy(() -> new SplitSerializer().deserialize(2, new byte[8]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 2");
        assertThatThrownBy(() -> new SplitSerializer().deserialize(1, new byte[7]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("7 bytes");
        assertThatThrownBy(() -> new UnassignedSerializer().deserialize(0, new byte[8]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 0");
        assertThatThrownBy(() -> new UnassignedSerializer().deserialize(1, new byte[12]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("12 bytes");
    }

    /** Splits that are far apart come together when the parallelism changes. */
    @RepeatedTest(20)
    void indexesAscendHoweverFarApartTheSplitsAre(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        long spread = info.getCurrentRepetition() % 2 == 0 ? 1 : 1 + random.nextInt(50);
        List<GeneratorSplit> splits = new ArrayList<>();
        for (GeneratorSplit split : GeneratorSplit.all()) {
            if (random.nextInt(3) > 0) {
                splits.add(new GeneratorSplit(split.next() + CLASSES * random.nextLong(spread)));
            }
        }
        PriorityQueue<Long> expected = new PriorityQueue<>();
        splits.forEach(split -> expected.add(split.next()));
        AscendingIndexes indexes = new AscendingIndexes(splits);
        for (int i = 0; i < 20_000; i++) {
            long next = expected.remove();
            assertThat(indexes.current())
                    .as("seed %s", info.getCurrentRepetition())
                    .isEqualTo(next);
            indexes.advance();
            expected.add(next + CLASSES);
        }
        assertThat(indexes.splits().stream().map(GeneratorSplit::next).sorted())
                .isEqualTo(expected.stream().sorted().toList());
    }

    @Test
    void aSingleSplitGoesOnByItself() {
        AscendingIndexes indexes = new AscendingIndexes(List.of(new GeneratorSplit(5)));
        assertThat(
                        LongStream.generate(
                                        () -> {
                                            long current = indexes.current();
                                            indexes.advance();
                                            return current;
                                        })
                                .limit(3))
                .containsExactly(5L, 125L, 245L);
    }
}
