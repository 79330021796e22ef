package io.oncestream.connector.source.generator;

import io.oncestream.connector.source.VersionedGoldens;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorGoldenTest {
    private static final GeneratorSplit SPLIT = new GeneratorSplit(1L << 40);

    @Test
    void splitsOfEveryVersionAreRead() throws Exception {
        VersionedGoldens.check("far", new SplitSerializer(), SPLIT);
    }

    @Test
    void unassignedSplitsOfEveryVersionAreRead() throws Exception {
        VersionedGoldens.check(
                "two", new UnassignedSerializer(), List.of(SPLIT, new GeneratorSplit(119)));
    }
}
