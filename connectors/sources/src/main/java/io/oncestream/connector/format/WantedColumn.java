package io.oncestream.connector.format;

import java.io.Serializable;

/**
 * A column, or a field of a JSON object, that a record is made of.
 *
 * @param use what it is for, such as {@code time}: errors say it, and so does the option that names
 *     the column
 * @param name of the column; in JSON the names on the way to it with dots between them
 * @param optional whether a header may lack it, and {@code null} of JSON stands for it
 */
public record WantedColumn(String use, String name, boolean optional) implements Serializable {

    public WantedColumn {
        name = name.strip();
    }

    /** One that must be there. */
    public WantedColumn(String use, String name) {
        this(use, name, false);
    }
}
