package io.oncestream.connector.jdbc;

import java.io.Serializable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The name of a table as a job is given it: {@code averages}, in the current schema of the
 * connection, or {@code shop.averages}, in another (MariaDB's word for a schema is database). What
 * has a dot in it that is meant literally is in double quotes, {@code "shop.averages"}, as is what
 * begins with a double quote; each one within is doubled. Case is kept.
 *
 * @param schema null: the current one
 */
public record TableName(@Nullable String schema, String name) implements Serializable {

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException when it has more parts than schema and table
     */
    public static TableName of(String text) {
        int end = endOfPart(text, 0);
        if (end == text.length()) {
            return new TableName(null, unquoted(text));
        }
        if (text.charAt(end) != '.' || endOfPart(text, end + 1) != text.length()) {
            throw new IllegalArgumentException(
                    "table %s has more parts than SCHEMA.TABLE: a name with a dot in it is written in double quotes"
                            .formatted(text));
        }
        return new TableName(unquoted(text.substring(0, end)), unquoted(text.substring(end + 1)));
    }

    private static int endOfPart(String text, int start) {
        if (!text.startsWith("\"", start)) {
            int dot = text.indexOf('.', start);
            return dot < 0 ? text.length() : dot;
        }
        int at = text.indexOf('"', start + 1);
        while (at >= 0 && text.startsWith("\"", at + 1)) {
            at = text.indexOf('"', at + 2);
        }
        if (at < 0) {
            throw new IllegalArgumentException(
                    "table %s begins with a double quote, which nothing closes".formatted(text));
        }
        return at + 1;
    }

    private static String unquoted(String part) {
        return part.startsWith("\"")
                ? part.substring(1, part.length() - 1).replace("\"\"", "\"")
                : part;
    }

    /** The name of a table that belongs to this one, in the same schema. */
    public TableName withSuffix(String suffix) {
        return new TableName(schema, name + suffix);
    }

    /** The same table for a connection with this current schema, which is left out then. */
    public TableName relativeTo(@Nullable String currentSchema) {
        return schema != null && schema.equals(currentSchema) ? new TableName(null, name) : this;
    }

    /** For SQL, with each part quoted as the database does it. */
    public String quoted(UnaryOperator<String> quote) {
        return (schema == null ? "" : quote.apply(schema) + ".") + quote.apply(name);
    }

    /** As {@link #of} reads it, with no more quotes than it needs. */
    @Override
    public String toString() {
        return quoted(TableName::needed);
    }

    private static String needed(String part) {
        return part.indexOf('.') >= 0 || part.startsWith("\"")
                ? '"' + part.replace("\"", "\"\"") + '"'
                : part;
    }
}
