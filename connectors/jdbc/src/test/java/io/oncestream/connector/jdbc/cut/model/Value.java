package io.oncestream.connector.jdbc.cut.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a state: changed only while it is made, from then on equal by its values. */
abstract class Value<V extends Value<V>> implements Cloneable {
    private @Nullable List<?> frozen;
    private int hash;

    abstract List<?> values();

    /** One that may be changed. */
    @SuppressWarnings("unchecked")
    V copy() {
        try {
            V copy = (V) clone();
            ((Value<V>) copy).frozen = null;
            ((Value<V>) copy).hash = 0;
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    static <T> List<T> with(List<T> list, int index, T element) {
        List<T> changed = new ArrayList<>(list);
        changed.set(index, element);
        return List.copyOf(changed);
    }

    static <T> List<T> plus(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(element);
        return List.copyOf(longer);
    }

    @Override
    public final boolean equals(Object other) {
        return this == other
                || (other instanceof Value<?> value
                        && hashCode() == value.hashCode()
                        && frozen().equals(value.frozen()));
    }

    private List<?> frozen() {
        List<?> all = frozen;
        if (all == null) {
            all = values();
            frozen = all;
        }
        return all;
    }

    /** Scrambled, since sums of small numbers would collide. */
    @Override
    public final int hashCode() {
        if (hash == 0) {
            for (Object value : frozen()) {
                hash = (hash + value.hashCode()) * 0x9E3779B1;
                hash ^= hash >>> 15;
            }
        }
        return hash;
    }
}
