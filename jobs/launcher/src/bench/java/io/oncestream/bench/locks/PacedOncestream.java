package io.oncestream.bench.locks;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.Latencies;
import io.oncestream.bench.measure.Work;
import io.oncestream.launcher.ask.CommandTopic;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.core.execution.JobClient;

/** The job as it runs on: commands are sent at a rate, and each answer is waited for. */
final class PacedOncestream implements Work {

    private static final long POLL_MILLIS = 5;

    private final Case one;
    private final Pairs pairs;
    private final LockService service;
    private final CommandTopic topic;
    private final JobClient job;
    private final AnswerWatch watch;
    private final Latencies latencies = new Latencies();

    private PacedOncestream(
            Case one, LockService service, CommandTopic topic, JobClient job, AnswerWatch watch) {
        this.one = one;
        this.pairs = Pairs.of(one);
        this.service = service;
        this.topic = topic;
        this.job = job;
        this.watch = watch;
    }

    static Work prepare(Case one) throws Exception {
        String commands = LockScript.TOPICS.empty(one);
        LockService service = LockService.prepare(one);
        JobClient job = service.submit(commands);
        service.awaitCheckpoint(job);
        return new PacedOncestream(
                one,
                service,
                CommandTopic.open(commands),
                job,
                new AnswerWatch(service.database().connect()));
    }

    @Override
    public Instant run() throws Exception {
        CompletableFuture<Void> sending = CompletableFuture.runAsync(this::send);
        CompletableFuture<?> end = job.getJobExecutionResult();
        while (!sending.isDone() || !watch.isEmpty()) {
            watch.look(latencies);
            if (end.isDone()) {
                end.get();
            }
            if (sending.isDone()) {
                sending.get();
            }
            Thread.sleep(POLL_MILLIS);
        }
        return Instant.now();
    }

    private void send() {
        Pace pace = Pace.of(one);
        LockScript script =
                new LockScript(pairs, one.number(Pairs.WORKERS), pace.start(), pace.between());
        script.play(
                (place, domain, command) -> {
                    watch.add(domain, command.get("id"), due(pace, place));
                    topic.send(domain, command);
                });
    }

    private static long due(Pace pace, int place) {
        try {
            return pace.await(place);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Check check() throws SQLException {
        return service.check();
    }

    @Override
    public Map<String, Double> figures() {
        Map<String, Double> figures = new TreeMap<>(latencies.figures(Guard.GRANT));
        figures.put(Guard.GRANTED, Guard.percent(service.granted(), pairs));
        return figures;
    }

    @Override
    public void close() throws Exception {
        job.cancel().get();
        watch.close();
        topic.close();
        service.close();
    }
}
