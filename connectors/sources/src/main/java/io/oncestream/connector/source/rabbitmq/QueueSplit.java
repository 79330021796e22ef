package io.oncestream.connector.source.rabbitmq;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * The queue, as far as it was read.
 *
 * @param delivered how many messages were counted: the next one is rejected under the number that
 *     follows
 * @param ids the last of them, as {@link RecentIds#toBytes()} gives them
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record QueueSplit(long delivered, byte[] ids) implements SourceSplit {

    static final String ID = "queue";

    static QueueSplit fresh() {
        return new QueueSplit(0, new byte[0]);
    }

    @Override
    public String splitId() {
        return ID;
    }
}
