package io.oncestream.connector.source.rabbitmq;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Hands messages over in the thread that reads the connection. The client's own executor has a
 * queue of 1,000 messages of any size in front of it; without one, what is taken in is bounded by
 * the {@link Handover} alone, and a full one keeps the connection from being read.
 */
final class SameThreadExecutor extends AbstractExecutorService {

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
