package io.oncestream.state.partial;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Key, slice and accumulator, one behind the other. Partials never change and are never copied. */
public final class PartialSerializer<ACC> extends TypeSerializer<Partial<ACC>> {

    private static final long serialVersionUID = 1L;

    private final TypeSerializer<ACC> accumulators;

    public PartialSerializer(TypeSerializer<ACC> accumulators) {
        this.accumulators = accumulators;
    }

    @Override
    public void serialize(Partial<ACC> partial, DataOutputView target) throws IOException {
        StringSerializer.INSTANCE.serialize(partial.key(), target);
        target.writeLong(partial.slice());
        accumulators.serialize(partial.accumulator(), target);
    }

    @Override
    public Partial<ACC> deserialize(DataInputView source) throws IOException {
        String key = StringSerializer.INSTANCE.deserialize(source);
        return new Partial<>(key, source.readLong(), accumulators.deserialize(source));
    }

    @Override
    public Partial<ACC> deserialize(Partial<ACC> reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public Partial<ACC> copy(Partial<ACC> from) {
        return from;
    }

    @Override
    public Partial<ACC> copy(Partial<ACC> from, Partial<ACC> reuse) {
        return from;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public Partial<ACC> createInstance() {
        return new Partial<>("", 0, accumulators.createInstance());
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<Partial<ACC>> duplicate() {
        return new PartialSerializer<>(accumulators.duplicate());
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartialSerializer<?> serializer
                && serializer.accumulators.equals(accumulators);
    }

    @Override
    public int hashCode() {
        return Objects.hash(PartialSerializer.class, accumulators);
    }

    @Override
    public TypeSerializerSnapshot<Partial<ACC>> snapshotConfiguration() {
        return new Snapshot<>(this);
    }

    /** Partials are in no state, but may be in a checkpoint that is not aligned. */
    public static final class Snapshot<ACC>
            extends CompositeTypeSerializerSnapshot<Partial<ACC>, PartialSerializer<ACC>> {

        /** For Flink, which reads the rest. */
        public Snapshot() {}

        Snapshot(PartialSerializer<ACC> serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(PartialSerializer<ACC> serializer) {
            return new TypeSerializer<?>[] {serializer.accumulators};
        }

        @Override
        @SuppressWarnings("unchecked")
        protected PartialSerializer<ACC> createOuterSerializerWithNestedSerializers(
                TypeSerializer<?>[] nested) {
            return new PartialSerializer<>((TypeSerializer<ACC>) nested[0]);
        }
    }
}
