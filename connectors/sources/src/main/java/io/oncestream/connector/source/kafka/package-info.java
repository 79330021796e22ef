/** Records from the partitions of a Kafka topic. */
@NullMarked
package io.oncestream.connector.source.kafka;

import org.jspecify.annotations.NullMarked;
