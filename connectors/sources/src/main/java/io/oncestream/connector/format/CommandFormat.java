package io.oncestream.connector.format;

import io.oncestream.state.command.Command;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * Which columns hold what of a job's commands. Of a tick, whose op is {@code tick}, there need be a
 * time alone. Whether an op is one, and a field what that op takes, is for the job to say: what is
 * rejected here has no answer.
 *
 * @param key of whose state a command is
 * @param id what the client calls it
 * @param op what is to be done
 * @param time event time, by the client's clock
 * @param required further fields, without which there is no command
 * @param optional further fields that a command may have; the job is told of no others
 */
public record CommandFormat(
        String key, String id, String op, String time, List<String> required, List<String> optional)
        implements RecordMapper<Command> {

    /** In Unicode code points, as databases count: of a key, an id and an op. */
    public static final int NAME_LENGTH_MAX = 200;

    /** Of any other field. */
    public static final int FIELD_LENGTH_MAX = 1_000;

    private static final int KEY = 0;
    private static final int ID = 1;
    private static final int OP = 2;
    private static final int TIME = 3;
    private static final int FIRST_FIELD = 4;

    /** Refuses two columns of a name, by an {@link IllegalArgumentException}. */
    public CommandFormat {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
        List<String> all = new ArrayList<>(List.of(key, id, op, time));
        all.addAll(required);
        all.addAll(optional);
        if (new HashSet<>(all).size() < all.size()) {
            throw new IllegalArgumentException("a column of commands has two uses: " + all);
        }
    }

    @Override
    public List<WantedColumn> columns() {
        Stream<WantedColumn> needed =
                Stream.concat(Stream.of(key, id, op, time), required.stream())
                        .map(name -> new WantedColumn(name, name));
        return Stream.concat(
                        needed, optional.stream().map(name -> new WantedColumn(name, name, true)))
                .toList();
    }

    @Override
    public Command map(Fields fields) throws BadFieldException {
        String what = name(fields, OP, op);
        if (what.equals(Command.TICK)) {
            return Command.tick(fields.eventTime(TIME));
        }
        return new Command(
                name(fields, KEY, key),
                name(fields, ID, id),
                what,
                fields.eventTime(TIME),
                further(fields));
    }

    private static String name(Fields fields, int field, String column) throws BadFieldException {
        String text = fields.textIfThere(field, NAME_LENGTH_MAX);
        if (text == null || text.isEmpty()) {
            throw new BadFieldException(column + " is missing");
        }
        return text;
    }

    private Map<String, String> further(Fields fields) throws BadFieldException {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < required.size() + optional.size(); i++) {
            boolean needed = i < required.size();
            String column = needed ? required.get(i) : optional.get(i - required.size());
            @Nullable String text = fields.textIfThere(FIRST_FIELD + i, FIELD_LENGTH_MAX);
            if (text != null) {
                texts.put(column, text);
            } else if (needed) {
                throw new BadFieldException(column + " is missing");
            }
        }
        return texts;
    }

    @Override
    public TypeInformation<Command> type() {
        return TypeInformation.of(Command.class);
    }
}
