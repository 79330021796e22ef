package io.oncestream.connector.source.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.source.SourceFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A stream that was read up to offset 100, and a session in which nothing arrives. */
class StreamEndCheckTest {

    private static final long READ = 100;

    private Optional<LastBatch> end = Optional.empty();
    private int looks;
    private final StreamEndCheck check =
            new StreamEndCheck(
                    () -> {
                        looks++;
                        return end;
                    });

    private void silent(int seconds) throws InterruptedException {
        check.check(Duration.ofSeconds(seconds), READ);
    }

    private void endsAt(long offset) {
        end = Optional.of(new LastBatch(0, offset, 0));
    }

    @Test
    void aSessionHasThreeSecondsToDeliver() throws Exception {
        endsAt(7);
        silent(2);
        assertThat(looks).isZero();
        silent(3);
        assertThat(looks).isEqualTo(1);
    }

    @Test
    void aStreamThatEndsBeforeWhatWasReadIsShorterWhenItStaysSo() throws Exception {
        endsAt(7);
        for (int second = 3; second < 33; second++) {
            silent(second);
        }
        assertThatThrownBy(() -> silent(33))
                .isInstanceOf(SourceFailure.class)
                .hasMessageContaining("the stream ends at offset 7, but was read up to offset 100")
                .hasMessageContaining("declared it anew");
    }

    @Test
    void aReplicaThatCatchesUpIsGivenHalfAMinute() throws Exception {
        for (int second = 3; second < 33; second++) {
            endsAt(second);
            silent(second);
        }
        endsAt(70);
        assertThatThrownBy(() -> silent(33)).hasMessageContaining("ends at offset 70");
    }

    @Test
    void aReplicaThatHasCaughtUpIsTheStreamThatWasRead() throws Exception {
        endsAt(7);
        silent(3);
        endsAt(READ);
        for (int second = 8; second < 1_000; second++) {
            silent(second);
        }
    }

    /** Its retention may have deleted all that was read. */
    @Test
    void aStreamWithoutMessagesIsWaitedForUntilItsFirstOneTells() throws Exception {
        for (int second = 0; second < 1_000; second++) {
            silent(second);
        }
        assertThat(looks).isBetween(30, 60);
        endsAt(0);
        silent(1_030);
        assertThatThrownBy(() -> silent(1_060)).hasMessageContaining("ends at offset 0");
    }

    @Test
    void aBrokerThatCannotBeAskedSaysNothingAboutTheStream() throws Exception {
        StreamEndCheck unknown =
                new StreamEndCheck(
                        () -> {
                            throw new IOException("for the test");
                        });
        for (int second = 0; second < 100; second++) {
            unknown.check(Duration.ofSeconds(second), READ);
        }
    }
}
