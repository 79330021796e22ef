package io.oncestream.connector.source.kafka;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All partitions of a topic, the ones of the last time while no broker answers: Flink's own fails
 * the job then, although its readers just wait.
 */
final class TopicPartitions implements KafkaSubscriber {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(TopicPartitions.class);

    private final KafkaTopic topic;
    private transient Set<TopicPartition> last = Set.of();

    TopicPartitions(KafkaTopic topic) {
        this.topic = topic;
    }

    @Override
    public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient broker) {
        try {
            Set<TopicPartition> found = new HashSet<>();
            for (TopicDescription description :
                    broker.describeTopics(List.of(topic.name())).allTopicNames().get().values()) {
                description
                        .partitions()
                        .forEach(
                                each ->
                                        found.add(
                                                new TopicPartition(
                                                        topic.name(), each.partition())));
            }
            last = found;
            return found;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException && last != null && !last.isEmpty()) {
                LOG.warn("{} does not answer: waiting for it", topic, e);
                return last;
            }
            throw new IllegalStateException(
                    "cannot list the partitions of %s: %s".formatted(topic, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + topic, e);
        }
    }
}
