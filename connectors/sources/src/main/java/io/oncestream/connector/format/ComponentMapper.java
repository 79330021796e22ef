package io.oncestream.connector.format;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * Maps columns to the components of a Java record that have the same names: texts of at most 512
 * characters, times, doubles, longs, decimals and booleans. The first time is the event time.
 *
 * @param <T> a public record
 */
public final class ComponentMapper<T extends Record> implements RecordMapper<T> {

    private static final long serialVersionUID = 1L;
    private static final int TEXT_LENGTH_MAX = 512;

    private interface Reader {
        Object read(Fields fields, int field) throws BadFieldException;
    }

    private static final Map<Class<?>, Reader> READERS =
            Map.of(
                    String.class, (fields, field) -> fields.text(field, TEXT_LENGTH_MAX),
                    Instant.class, Fields::instant,
                    double.class, Fields::number,
                    long.class, Fields::integer,
                    BigDecimal.class, Fields::decimal,
                    boolean.class, Fields::bool);

    private final Class<T> type;
    private transient @Nullable Constructor<T> constructor;

    /** Refuses what cannot be made, by an {@link IllegalArgumentException}. */
    public ComponentMapper(Class<T> type) {
        this.type = type;
        if (!Modifier.isPublic(type.getModifiers())) {
            throw new IllegalArgumentException("the record " + type.getName() + " is not public");
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (!READERS.containsKey(component.getType())) {
                throw new IllegalArgumentException(
                        "no column can be mapped to %s %s of %s"
                                .formatted(
                                        component.getType().getSimpleName(),
                                        component.getName(),
                                        type.getSimpleName()));
            }
        }
    }

    @Override
    public List<WantedColumn> columns() {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> new WantedColumn(component.getName(), component.getName()))
                .toList();
    }

    @Override
    public T map(Fields fields) throws BadFieldException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        boolean timed = false;
        for (int i = 0; i < values.length; i++) {
            Class<?> wanted = components[i].getType();
            boolean eventTime = !timed && wanted == Instant.class;
            values[i] =
                    eventTime
                            ? fields.eventTime(i)
                            : Objects.requireNonNull(READERS.get(wanted)).read(fields, i);
            timed |= eventTime;
        }
        return make(values);
    }

    private T make(Object[] values) throws BadFieldException {
        try {
            if (constructor == null) {
                constructor =
                        type.getDeclaredConstructor(
                                Arrays.stream(type.getRecordComponents())
                                        .map(RecordComponent::getType)
                                        .toArray(Class<?>[]::new));
            }
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getTargetException() instanceof RuntimeException refusal) {
                // The record's own check of its components.
                String why = refusal.getMessage();
                throw new BadFieldException(why == null ? refusal.toString() : why);
            }
            throw new IllegalStateException(type + " cannot be made", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no public record: " + type, e);
        }
    }

    @Override
    public TypeInformation<T> type() {
        return TypeInformation.of(type);
    }
}
