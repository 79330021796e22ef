package io.oncestream.connector.format;

import io.oncestream.state.command.Command;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * @param impliedOp what a command asks for that has no op; null: each must have one
 * @param needsKey whether there is no command without a key; else its key is empty
 * @param lengths how long further fields may be, in code points, for which the usual limit is too
 *     short
 */
public record CommandFormat(
        String key,
        String id,
        String op,
        String time,
        List<String> required,
        List<String> optional,
        @Nullable ImpliedOp impliedOp,
        boolean needsKey,
        Map<String, Integer> lengths)
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

    /**
     * An op that a command's fields tell, so that nobody needs to write it.
     *
     * @param field one of the further fields
     * @param with the op of a command that has it
     * @param without that of any other
     */
    public record ImpliedOp(String field, String with, String without) implements Serializable {}

    /** Of commands each of which has an op. */
    public CommandFormat(
            String key,
            String id,
            String op,
            String time,
            List<String> required,
            List<String> optional) {
        this(key, id, op, time, required, optional, null);
    }

    /** Of commands whose fields may tell the op. */
    public CommandFormat(
            String key,
            String id,
            String op,
            String time,
            List<String> required,
            List<String> optional,
            @Nullable ImpliedOp impliedOp) {
        this(key, id, op, time, required, optional, impliedOp, true, Map.of());
    }

    /** The same of a job some of whose commands are about no key. */
    public CommandFormat withKeyIfThere() {
        return new CommandFormat(key, id, op, time, required, optional, impliedOp, false, lengths);
    }

    /** The same with another limit of a further field. */
    public CommandFormat withLengthMax(String field, int codePoints) {
        return new CommandFormat(
                key,
                id,
                op,
                time,
                required,
                optional,
                impliedOp,
                needsKey,
                Map.of(field, codePoints));
    }

    /** Refuses two columns of a name, by an {@link IllegalArgumentException}. */
    public CommandFormat {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
        lengths = Map.copyOf(lengths);
        List<String> all = new ArrayList<>(List.of(key, id, op, time));
        all.addAll(required);
        all.addAll(optional);
        if (new HashSet<>(all).size() < all.size()) {
            throw new IllegalArgumentException("a column of commands has two uses: " + all);
        }
    }

    @Override
    public List<WantedColumn> columns() {
        List<WantedColumn> columns = new ArrayList<>();
        for (String name : List.of(key, id, op, time)) {
            boolean isOptional =
                    (name.equals(op) && impliedOp != null) || (name.equals(key) && !needsKey);
            columns.add(new WantedColumn(name, name, isOptional));
        }
        required.forEach(name -> columns.add(new WantedColumn(name, name)));
        optional.forEach(name -> columns.add(new WantedColumn(name, name, true)));
        return columns;
    }

    @Override
    public Command map(Fields fields) throws BadFieldException {
        @Nullable String what = impliedOp == null ? name(fields, OP, op) : ifThere(fields, OP);
        if (Command.TICK.equals(what)) {
            return Command.tick(fields.eventTime(TIME));
        }
        String itsKey = needsKey ? name(fields, KEY, key) : orEmpty(ifThere(fields, KEY));
        String itsId = name(fields, ID, id);
        Instant itsTime = fields.eventTime(TIME);
        Map<String, String> others = further(fields);
        return new Command(itsKey, itsId, what == null ? implied(others) : what, itsTime, others);
    }

    private String implied(Map<String, String> others) {
        ImpliedOp ops = Objects.requireNonNull(impliedOp);
        return others.containsKey(ops.field()) ? ops.with() : ops.without();
    }

    private static String name(Fields fields, int field, String column) throws BadFieldException {
        String text = ifThere(fields, field);
        if (text == null) {
            throw new BadFieldException(column + " is missing");
        }
        return text;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** An empty one is none. */
    private static @Nullable String ifThere(Fields fields, int field) throws BadFieldException {
        String text = fields.textIfThere(field, NAME_LENGTH_MAX);
        return text == null || text.isEmpty() ? null : text;
    }

    private Map<String, String> further(Fields fields) throws BadFieldException {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < required.size() + optional.size(); i++) {
            boolean needed = i < required.size();
            String column = needed ? required.get(i) : optional.get(i - required.size());
            @Nullable String text =
                    fields.textIfThere(
                            FIRST_FIELD + i, lengths.getOrDefault(column, FIELD_LENGTH_MAX));
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
