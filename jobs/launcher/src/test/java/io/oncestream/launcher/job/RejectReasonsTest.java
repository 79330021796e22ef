package io.oncestream.launcher.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.reading.RejectedRecord;
import org.junit.jupiter.api.Test;

class RejectReasonsTest {

    private final RejectReasons reasons = new RejectReasons();

    private RejectedRecord add(long position, String reason) {
        RejectedRecord record = new RejectedRecord("a.csv", position, "text", reason);
        reasons.add(record);
        return record;
    }

    @Test
    void reasonsThatDifferInTheirValuesAreOne() {
        add(1, "column time is missing");
        RejectedRecord first = add(2, "time \"x\" is no time");
        add(3, "value \"x\" is no number");
        add(4, "time \"a \"quoted\" one\" is no time");
        add(5, "time \"over\nlines\" is no time");
        assertThat(reasons.commonest()).contains(new RejectReasons.Counted(first, 3));
        assertThat(reasons.records()).isEqualTo(5);
    }

    @Test
    void ofSeveralAsCommonItIsTheFirst() {
        RejectedRecord first = add(1, "column time is missing");
        add(2, "value \"x\" is no number");
        assertThat(reasons.commonest()).contains(new RejectReasons.Counted(first, 1));
    }

    @Test
    void withoutRejectsThereIsNone() {
        assertThat(reasons.commonest()).isEmpty();
    }
}
