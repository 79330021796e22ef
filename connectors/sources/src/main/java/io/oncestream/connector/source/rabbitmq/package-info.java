/** Queues and streams of RabbitMQ, both over AMQP 0-9-1. */
@NullMarked
package io.oncestream.connector.source.rabbitmq;

import org.jspecify.annotations.NullMarked;
