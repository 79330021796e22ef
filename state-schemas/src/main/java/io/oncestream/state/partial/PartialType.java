package io.oncestream.state.partial;

import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of partials whose accumulators are written by one serializer. */
public final class PartialType<ACC> extends TypeInformation<Partial<ACC>> {

    private static final long serialVersionUID = 1L;

    private final TypeSerializer<ACC> accumulators;

    public PartialType(TypeSerializer<ACC> accumulators) {
        this.accumulators = accumulators;
    }

    @Override
    public TypeSerializer<Partial<ACC>> createSerializer(SerializerConfig config) {
        return new PartialSerializer<>(accumulators);
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Class<Partial<ACC>> getTypeClass() {
        return (Class) Partial.class;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof PartialType;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartialType<?> type && type.accumulators.equals(accumulators);
    }

    @Override
    public int hashCode() {
        return Objects.hash(PartialType.class, accumulators);
    }

    @Override
    public String toString() {
        return "Partial of " + accumulators.getClass().getSimpleName();
    }
}
