package io.oncestream.launcher.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseWaitTest {

    @Test
    void theLongestCountsAndOneOfSeveralHasAName() {
        DatabaseWait one = DatabaseWait.NONE.orLonger("Sink__sink.databaseWaitMillis", 5);
        assertThat(one).isEqualTo(new DatabaseWait("", 5));
        assertThat(one.orLonger("Sink__sink.participant.db-1.databaseWaitMillis", 4))
                .isEqualTo(one);
        assertThat(one.orLonger("Sink__sink.participant.db-3.databaseWaitMillis", 6))
                .isEqualTo(new DatabaseWait("db-3", 6));
    }

    @Test
    void otherMetricsAreNone() {
        DatabaseWait none = DatabaseWait.NONE;
        assertThat(none.orLonger("Sink__sink.participant.db-3.commitRetries", 6)).isEqualTo(none);
        assertThat(none.orLonger("Sink__sink.otherdatabaseWaitMillis", 6)).isEqualTo(none);
    }
}
