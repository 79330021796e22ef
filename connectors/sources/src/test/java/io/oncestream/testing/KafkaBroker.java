package io.oncestream.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.oncestream.server.kafka.KafkaServer;
import io.oncestream.state.reading.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker for a test class, which can be killed and comes back at the same port. */
public final class KafkaBroker implements AutoCloseable {

    private static final int MESSAGE_BYTES_MAX = 4 << 20;

    private final TestServer server;
    private final Admin admin;
    private final Map<String, Object> client;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    private KafkaBroker(Path folder, Map<String, String> settings, Map<String, Object> client)
            throws IOException, InterruptedException {
        this.server =
                TestServer.start(
                        folder,
                        (installation, place, name, port) ->
                                KafkaServer.start(installation, place, name, port, settings));
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("bootstrap.servers", servers());
        this.admin = Admin.create(properties);
        // A new partition's leader may refuse a batch and take the next.
        properties.put("max.in.flight.requests.per.connection", 1);
        properties.put("max.request.size", MESSAGE_BYTES_MAX);
        this.client = properties;
        this.producer = producer(properties);
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> properties) {
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** One that takes anyone. */
    public static KafkaBroker start(Path folder) throws IOException, InterruptedException {
        return new KafkaBroker(folder, Map.of(), Map.of());
    }

    /** One that takes nobody but this user with this password, by SASL/PLAIN. */
    public static KafkaBroker start(Path folder, String user, String password)
            throws IOException, InterruptedException {
        String login = login(user, password);
        return new KafkaBroker(
                folder,
                Map.of(
                        // PLAINTEXT is but the listener's name.
                        "listener.security.protocol.map",
                        "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "inter.broker.listener.name",
                        "PLAINTEXT",
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "sasl.mechanism.inter.broker.protocol",
                        "PLAIN",
                        "listener.name.plaintext.plain.sasl.jaas.config",
                        login.replace(";", " user_%s=\"%s\";".formatted(user, password))),
                Map.copyOf(settings(login)));
    }

    /** What a client needs to be taken as this user. */
    public static Map<String, String> settings(String user, String password) {
        return settings(login(user, password));
    }

    private static Map<String, String> settings(String login) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                login);
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, password);
    }

    public String servers() {
        return "127.0.0.1:" + server.port();
    }

    public String uri(String topic) {
        return KafkaServer.uri(server.port()) + "/" + topic;
    }

    /** As kill -9 does. */
    public void kill() throws IOException, InterruptedException {
        server.kill();
    }

    public void restart() throws IOException, InterruptedException {
        server.start();
    }

    public void createTopic(String topic, int partitions) throws Exception {
        NewTopic wanted =
                new NewTopic(topic, Optional.of(partitions), Optional.empty())
                        .configs(Map.of("max.message.bytes", Integer.toString(MESSAGE_BYTES_MAX)));
        admin.createTopics(Set.of(wanted)).all().get();
    }

    public void addPartitions(String topic, int total) throws Exception {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total))).all().get();
    }

    /** As retention does with what is in front of an offset. */
    public void deleteUpTo(String topic, int partition, long offset) throws Exception {
        admin.deleteRecords(
                        Map.of(
                                new TopicPartition(topic, partition),
                                RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    public void commit(String group, String topic, int partition, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(
                        group,
                        Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    /** What the group has committed, over all partitions; empty: nothing. */
    public Optional<Long> committed(String group) throws ExecutionException, InterruptedException {
        return admin
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .map(OffsetAndMetadata::offset)
                .reduce(Long::sum);
    }

    /** How many messages each of its partitions has had. */
    public List<Long> ends(String topic, int partitions) throws Exception {
        List<Long> ends = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            TopicPartition partition = new TopicPartition(topic, i);
            ends.add(
                    admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                            .partitionResult(partition)
                            .get()
                            .offset());
        }
        return ends;
    }

    public void send(String topic, int partition, Reading reading) {
        sent.add(send(topic, partition, null, json(reading)));
    }

    public Future<RecordMetadata> send(String topic, int partition, Long millis, byte[] message) {
        return producer.send(new ProducerRecord<>(topic, partition, millis, null, message));
    }

    /**
     * Sends readings, taking turns on the partitions, in a transaction that is not committed yet:
     * until then nobody reads on, though the ends of the partitions lie behind them.
     */
    public KafkaProducer<byte[], byte[]> sendUncommitted(
            String topic, int partitions, List<Reading> readings) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("transactional.id", topic);
        KafkaProducer<byte[], byte[]> transaction = producer(properties);
        transaction.initTransactions();
        transaction.beginTransaction();
        for (int i = 0; i < readings.size(); i++) {
            byte[] message = json(readings.get(i));
            sent.add(transaction.send(new ProducerRecord<>(topic, i % partitions, null, message)));
        }
        transaction.flush();
        return transaction;
    }

    /** Waits until all readings have arrived. */
    public void flush() throws ExecutionException, InterruptedException {
        producer.flush();
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
        sent.clear();
    }

    public static byte[] json(Reading reading) {
        return "{\"key\":\"%s\",\"time\":\"%s\",\"value\":%s,\"weight\":%s}"
                .formatted(reading.key(), reading.time(), reading.value(), reading.weight())
                .getBytes(UTF_8);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
        server.close();
    }
}
