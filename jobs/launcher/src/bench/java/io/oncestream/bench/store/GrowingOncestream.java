package io.oncestream.bench.store;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.Participant;
import io.oncestream.connector.jdbc.store.Partitioning;
import io.oncestream.connector.jdbc.store.StoreReader;
import io.oncestream.job.store.StoreJob;
import io.oncestream.launcher.ask.CommandTopic;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.jspecify.annotations.Nullable;

/** The job as it runs on, with a spare. */
final class GrowingOncestream implements Growing {

    private static final Duration READ_MAX = Duration.ofSeconds(30);
    private static final long FILL_POLL_MILLIS = 200;
    private static final long POLL_MILLIS = 5;

    private final FlinkEngine engine;
    private final List<OwnDatabase> shards;
    private final CommandTopic topic;
    private final JobClient job;
    private final ShardsWatch watch;
    private final StoreReader reader;

    private GrowingOncestream(
            FlinkEngine engine, List<OwnDatabase> shards, CommandTopic topic, JobClient job)
            throws SQLException {
        this.engine = engine;
        this.shards = shards;
        this.topic = topic;
        this.job = job;
        this.watch = new ShardsWatch(shards);
        this.reader =
                StoreReader.of(
                        participants(shards), StoreJob.NAME, Partitioning.hash(), READ_MAX);
    }

    /** Starts the job, and waits until it has put all keys. */
    static Growing fill(Case one, PutScript script) throws Exception {
        int count = one.number(OwnDatabase.COUNT);
        List<OwnDatabase> shards = OwnDatabase.createAll(one.with(OwnDatabase.COUNT, count + 1));
        String commands = PutScript.TOPICS.empty(one);
        List<String> words = new ArrayList<>(List.of("--from=" + commands, "--move-rate=10000"));
        shards.subList(0, count).forEach(shard -> words.add("--to=" + shard.url()));
        words.add("--spare=" + shards.get(count).url());
        FlinkEngine engine = FlinkEngine.start(one, new Configuration());
        JobClient job = engine.draw(new StoreJob(), words).executeAsync(StoreJob.NAME);
        CommandTopic topic = CommandTopic.open(commands);
        GrowingOncestream store = new GrowingOncestream(engine, shards, topic, job);
        script.sendTo(topic);
        topic.flush();
        while (store.watch.changes() < script.commands()) {
            store.pause(FILL_POLL_MILLIS);
        }
        return store;
    }

    private static List<Participant> participants(List<OwnDatabase> shards) {
        List<String> names = Shards.names(shards.size());
        List<Participant> participants = new ArrayList<>();
        for (int i = 0; i < shards.size(); i++) {
            participants.add(
                    new Participant(
                            names.get(i),
                            new DatabaseAddress(
                                    shards.get(i).url(), PasswordReference.ofEnvironment())));
        }
        return participants;
    }

    @Override
    public @Nullable String read(String key) throws InterruptedException {
        return reader.strong(key).value();
    }

    /** From when the command is sent, until all headers that change are seen. */
    @Override
    public Duration join() throws Exception {
        long sent = System.nanoTime();
        topic.send(
                "",
                Map.of(
                        "id", "join",
                        "op", "join",
                        "shard", Shards.names(shards.size()).get(shards.size() - 1),
                        "time", Instant.parse("2026-01-02T00:00:00Z").toString()));
        topic.flush();
        while (!watch.isAnswered("join") || !watch.hasJoined()) {
            pause(POLL_MILLIS);
        }
        return Duration.ofNanos(System.nanoTime() - sent);
    }

    /** Throws what the job has failed by. */
    private void pause(long millis) throws Exception {
        if (job.getJobExecutionResult().isDone()) {
            job.getJobExecutionResult().get();
        }
        Thread.sleep(millis);
    }

    @Override
    public long moved() throws SQLException {
        return Shards.live(shards.subList(shards.size() - 1, shards.size())).size();
    }

    @Override
    public Map<String, String> entries() throws SQLException {
        return Shards.live(shards);
    }

    @Override
    public void close() throws Exception {
        job.cancel().get();
        topic.close();
        reader.close();
        watch.close();
        engine.close();
        for (OwnDatabase shard : shards) {
            shard.close();
        }
    }
}
