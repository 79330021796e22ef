package io.oncestream.connector.source.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.testing.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandoverTest {

    private final Handover handover = new Handover(1_000);

    private static Delivery delivery(long tag, int bytes) {
        return new Delivery(null, tag, null, null, new byte[bytes], bytes);
    }

    private Thread putting(Delivery delivery, CompletableFuture<Void> done) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                handover.put(delivery);
                                done.complete(null);
                            } catch (InterruptedException e) {
                                done.completeExceptionally(e);
                            }
                        });
        thread.start();
        return thread;
    }

    @Test
    void aFullOneHoldsTheConnectionBackUntilSomethingIsTaken() throws Exception {
        handover.put(delivery(1, 1_000));
        CompletableFuture<Void> second = new CompletableFuture<>();
        Thread thread = putting(delivery(2, 1), second);
        Patience.await().until(() -> thread.getState() == Thread.State.WAITING);
        assertThat(handover.take(10, Duration.ZERO)).extracting(Delivery::tag).containsExactly(1L);
        second.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(handover.take(10, Duration.ZERO)).extracting(Delivery::tag).containsExactly(2L);
    }

    @Test
    void itsEndLetsGoOfTheConnection() throws Exception {
        handover.put(delivery(1, 1_000));
        CompletableFuture<Void> second = new CompletableFuture<>();
        Thread thread = putting(delivery(2, 1), second);
        Patience.await().until(() -> thread.getState() == Thread.State.WAITING);
        IOException end = new IOException("end");
        handover.end(end);
        second.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(handover.take(10, Duration.ofMinutes(1))).isEmpty();
        assertThat(handover.ended()).isSameAs(end);
    }

    @Test
    void wakingEndsTheWaitOnce() throws Exception {
        handover.wake();
        assertThat(handover.take(10, Duration.ofMinutes(1))).isEmpty();
        handover.put(delivery(1, 1));
        assertThat(handover.take(10, Duration.ofMinutes(1))).hasSize(1);
    }
}
