/** The RabbitMQ that is installed on this machine. */
@NullMarked
package io.oncestream.server.rabbitmq;

import org.jspecify.annotations.NullMarked;
