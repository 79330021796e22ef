/** A Kafka broker that is its own controller. */
@NullMarked
package io.oncestream.server.kafka;

import org.jspecify.annotations.NullMarked;
