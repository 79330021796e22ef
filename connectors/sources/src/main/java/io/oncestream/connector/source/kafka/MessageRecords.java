package io.oncestream.connector.source.kafka;

import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.connector.format.Utf8;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.RejectedRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes records of a topic's records, or says why one is none; never fails. */
final class MessageRecords<T> implements KafkaRecordDeserializationSchema<Decoded<T>> {

    private static final long serialVersionUID = 1L;
    static final int MESSAGE_BYTES_MAX = 1 << 20;

    private final MessageDecoder<T> decoder;

    MessageRecords(MessageDecoder<T> decoder) {
        this.decoder = decoder;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Decoded<T>> out) {
        out.collect(decoded(record));
    }

    private Decoded<T> decoded(ConsumerRecord<byte[], byte[]> record) {
        String partition = "kafka " + record.topic() + "-" + record.partition();
        byte[] message = record.value();
        if (message == null) {
            return Decoded.rejected(
                    new RejectedRecord(
                            partition,
                            record.offset(),
                            "",
                            "the message has no value: a tombstone"),
                    0);
        }
        if (message.length > MESSAGE_BYTES_MAX) {
            return Decoded.rejected(
                    new RejectedRecord(
                            partition,
                            record.offset(),
                            Utf8.excerpt(message, 0, message.length),
                            "a message over 1 MiB: it has %d bytes".formatted(message.length)),
                    message.length);
        }
        return decoder.decode(message, partition, record.offset());
    }

    @Override
    public TypeInformation<Decoded<T>> getProducedType() {
        return Decoded.typeInformation(decoder.type());
    }
}
