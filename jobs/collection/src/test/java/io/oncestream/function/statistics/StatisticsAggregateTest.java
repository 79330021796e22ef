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

/** What Flink may rely on when accumulators are changed in place. */
class StatisticsAggregateTest {

    private static final TypeSerializer<WindowStatistics> SERIALIZER =
            TypeInformation.of(WindowStatistics.class).createSerializer(new SerializerConfigImpl());

    private final StatisticsAggregate aggregate = new StatisticsAggregate();

    @Test
    void aCopyForASnapshotIsNotChangedByLaterReadings() {
        WindowStatistics statistics = Readings.inOrder(weighted(0.1, 3));
        WindowStatistics snapshot = SERIALIZER.copy(statistics);
        WindowStatistics before = SERIALIZER.copy(snapshot);
        WindowStatistics later = statistics;
        for (Reading reading : weighted(0.2, 2.5, 1e30, 1e-30)) {
            later = aggregate.add(reading, later);
        }
        assertThat(snapshot).usingRecursiveComparison().isEqualTo(before);
        assertThat(later.sum().digits()).isNotEqualTo(snapshot.sum().digits());
    }

    @Test
    void readingsThatAreAddedToACopyDoNotChangeTheOriginal() {
        WindowStatistics statistics = Readings.inOrder(weighted(0.1, 3));
        WindowStatistics before = SERIALIZER.copy(statistics);
        aggregate.add(weighted(0.2).get(0), SERIALIZER.copy(statistics));
        assertThat(statistics).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void everyAccumulatorStartsEmpty() {
        WindowStatistics before = SERIALIZER.copy(aggregate.createAccumulator());
        Readings.inOrder(weighted(0.1, 3, 1e30));
        assertThat(aggregate.createAccumulator()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void aReadingThatIsRefusedChangesNothing() {
        WindowStatistics statistics = Readings.inOrder(weighted(0.1, 3));
        WindowStatistics before = SERIALIZER.copy(statistics);
        Reading refused = new Reading("k", Instant.EPOCH, 1, Double.NaN);
        assertThatThrownBy(() -> aggregate.add(refused, statistics)).hasMessageContaining("NaN");
        assertThat(statistics).usingRecursiveComparison().isEqualTo(before);
    }

    private static List<Reading> weighted(double... values) {
        return Readings.of(values).stream()
                .map(r -> new Reading(r.key(), r.time(), r.value(), 0.3))
                .toList();
    }
}
