package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.junit.jupiter.api.Test;

class AveragesGraphTest {

    private static final AveragesConfig CONFIG =
            new AveragesConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO);

    @Test
    void everyOperatorHasItsConstantUidAndAName() {
        List<Transformation<?>> operators = AveragesGraph.operators(CONFIG);
        assertThat(operators)
                .extracting(Transformation::getUid)
                .containsExactlyInAnyOrder(
                        "read",
                        "split-decoded",
                        "pre-aggregate",
                        "restore-watermark",
                        "windows",
                        "late-readings",
                        "write-summaries",
                        "write-rejected",
                        "write-late");
        assertThat(operators)
                .extracting(Transformation::getName)
                .containsExactlyInAnyOrder(
                        "read",
                        "set bad records aside",
                        "pre-aggregate",
                        "restore watermark",
                        "statistics per key and window",
                        "late readings",
                        "write summaries",
                        "write rejected records",
                        "write late readings");
    }

    @Test
    void theWindowsAreInOneTaskWithWhatMustSeeTheirWatermark() {
        assertThat(AveragesGraph.tasks(CONFIG))
                .filteredOn(name -> name.contains("statistics per key and window"))
                .singleElement()
                .asString()
                .startsWith("restore watermark -> statistics per key and window")
                .contains("late readings");
    }

    @Test
    void readingsAreAddedUpInTheTaskThatReadsThem() {
        assertThat(AveragesGraph.tasks(CONFIG))
                .filteredOn(name -> name.contains("pre-aggregate"))
                .singleElement()
                .asString()
                .contains("read -> set bad records aside -> ");
    }

    @Test
    void nothingTravelsAsAGenericType() {
        assertThat(AveragesGraph.of(CONFIG))
                .extracting(Transformation::getOutputType)
                .doesNotHaveAnyElementsOfTypes(GenericTypeInfo.class);
    }
}
