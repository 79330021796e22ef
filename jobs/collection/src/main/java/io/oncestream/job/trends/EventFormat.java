package io.oncestream.job.trends;

import io.oncestream.connector.format.BadFieldException;
import io.oncestream.connector.format.Fields;
import io.oncestream.connector.format.RecordMapper;
import io.oncestream.connector.format.WantedColumn;
import io.oncestream.state.trends.TrendEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * Which columns hold what of an event; null for what events do not have. A single one may be
 * without user, basket or category.
 */
record EventFormat(
        String item,
        String time,
        @Nullable String category,
        @Nullable String user,
        @Nullable String basket,
        @Nullable String weight)
        implements RecordMapper<TrendEvent> {

    private static final int NAME_LENGTH_MAX = 512;

    /** So that no sum of a window leaves 64 bits. */
    private static final long WEIGHT_MAX = 1_000_000_000;

    @Override
    public List<WantedColumn> columns() {
        List<WantedColumn> columns = new ArrayList<>();
        columns.add(new WantedColumn("item", item));
        columns.add(new WantedColumn("time", time));
        addNullable(columns, "category", category);
        addNullable(columns, "user", user);
        addNullable(columns, "basket", basket);
        if (weight != null) {
            columns.add(new WantedColumn("weight", weight));
        }
        return columns;
    }

    private static void addNullable(List<WantedColumn> columns, String use, @Nullable String name) {
        if (name != null) {
            columns.add(WantedColumn.nullable(use, name));
        }
    }

    @Override
    public TrendEvent map(Fields fields) throws BadFieldException {
        String name = fields.text(0, NAME_LENGTH_MAX);
        if (name.isEmpty()) {
            throw new BadFieldException("item is empty");
        }
        int next = 2;
        String ofCategory = category == null ? null : text(fields, next++);
        String ofUser = user == null ? null : text(fields, next++);
        String ofBasket = basket == null ? null : text(fields, next++);
        return new TrendEvent(
                name,
                fields.eventTime(1),
                ofCategory == null ? "" : ofCategory,
                ofUser,
                ofBasket,
                weight == null ? 1 : weight(fields.integer(next)));
    }

    private static @Nullable String text(Fields fields, int field) throws BadFieldException {
        String text = fields.textIfThere(field, NAME_LENGTH_MAX);
        return text == null || text.isEmpty() ? null : text;
    }

    private static long weight(long weight) throws BadFieldException {
        if (weight < 0 || weight > WEIGHT_MAX) {
            throw new BadFieldException(
                    "weight %d is not from 0 to %d".formatted(weight, WEIGHT_MAX));
        }
        return weight;
    }

    @Override
    public TypeInformation<TrendEvent> type() {
        return TypeInformation.of(TrendEvent.class);
    }
}
