package io.oncestream.state.reading;

import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * What a source makes of one record: a value, or the reason why there is none. Neither of them
 * where the record itself says that it has no value; both where a record can be used and is odd all
 * the same.
 *
 * @param value the decoded record
 * @param rejected why it could not be decoded, or what is odd about it
 * @param bytes how many bytes of the source this record took, for progress and throughput
 */
public record Decoded<T>(@Nullable T value, @Nullable RejectedRecord rejected, long bytes) {

    public static <T> Decoded<T> of(T value, long bytes) {
        return new Decoded<>(value, null, bytes);
    }

    public static <T> Decoded<T> rejected(RejectedRecord rejected, long bytes) {
        return new Decoded<>(null, rejected, bytes);
    }

    public static <T> Decoded<T> skipped(long bytes) {
        return new Decoded<>(null, null, bytes);
    }

    /** The type of decoded records whose values are of the given type, without Kryo. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static <T> TypeInformation<Decoded<T>> typeInformation(TypeInformation<T> valueType) {
        Map<String, TypeInformation<?>> fields =
                Map.of(
                        "value",
                        valueType,
                        "rejected",
                        TypeInformation.of(RejectedRecord.class),
                        "bytes",
                        Types.LONG);
        return (TypeInformation) Types.POJO(Decoded.class, fields);
    }
}
