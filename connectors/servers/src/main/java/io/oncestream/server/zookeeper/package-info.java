/** The ZooKeeper that Flink brings along. */
@NullMarked
package io.oncestream.server.zookeeper;

import org.jspecify.annotations.NullMarked;
