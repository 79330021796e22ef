package io.oncestream.connector.format;

import java.io.Serializable;

/**
 * A column, or a field of a JSON object, that a record is made of.
 *
 * @param use what it is for, such as {@code time}: errors say it, and so does the option that names
 *     the column
 * @param name of the column; in JSON the names on the way to it with dots between them
 * @param optional whether a header may lack it
 * @param nullable whether {@code null} of JSON stands for a field that is not there
 */
public record WantedColumn(String use, String name, boolean optional, boolean nullable)
        implements Serializable {

    public WantedColumn {
        name = name.strip();
    }

    /** One that may be left out of headers and of records, or of neither. */
    public WantedColumn(String use, String name, boolean optional) {
        this(use, name, optional, optional);
    }

    /** One that a header must have, and a single record may lack. */
    public static WantedColumn nullable(String use, String name) {
        return new WantedColumn(use, name, false, true);
    }

    /** One that must be there. */
    public WantedColumn(String use, String name) {
        this(use, name, false);
    }
}
