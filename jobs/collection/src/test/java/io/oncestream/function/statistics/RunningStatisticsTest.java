package io.oncestream.function.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.state.reading.Reading;
import io.oncestream.state.window.WindowStatistics;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.junit.jupiter.api.Test;

/** What may be relied on though readings are added up in place. */
class RunningStatisticsTest {

    private static final TypeSerializer<WindowStatistics> SERIALIZER =
            TypeInformation.of(WindowStatistics.class).createSerializer(new SerializerConfigImpl());

    /** The heap's state is written to a checkpoint while it is merged with what comes. */
    @Test
    void mergingChangesNoneOfTheTwo() {
        WindowStatistics one = Readings.inOrder(weighted(0.1, 3));
        WindowStatistics other = Readings.inOrder(weighted(0.2, 2.5, 1e30, 1e-30));
        WindowStatistics oneBefore = SERIALIZER.copy(one);
        WindowStatistics otherBefore = SERIALIZER.copy(other);
        Statistics.merge(one, other);
        Statistics.merge(other, one);
        assertThat(one).usingRecursiveComparison().isEqualTo(oneBefore);
        assertThat(other).usingRecursiveComparison().isEqualTo(otherBefore);
    }

    @Test
    void everyAccumulatorStartsEmpty() {
        Readings.inOrder(weighted(0.1, 3, 1e30));
        WindowStatistics alone = Readings.inOrder(weighted(7));
        assertThat(alone.count()).isEqualTo(1);
        assertThat(Readings.summary(alone).sum()).isEqualTo(7);
    }

    @Test
    void aReadingThatIsRefusedChangesNothing() {
        RunningStatistics statistics = new RunningStatistics();
        weighted(0.1, 3).forEach(statistics::add);
        Reading refused = new Reading("k", Instant.EPOCH, 1, Double.NaN);
        assertThatThrownBy(() -> statistics.add(refused)).hasMessageContaining("NaN");
        assertThat(statistics.result())
                .usingRecursiveComparison()
                .isEqualTo(Readings.inOrder(weighted(0.1, 3)));
    }

    private static List<Reading> weighted(double... values) {
        return Readings.of(values).stream()
                .map(r -> new Reading(r.key(), r.time(), r.value(), 0.3))
                .toList();
    }
}
