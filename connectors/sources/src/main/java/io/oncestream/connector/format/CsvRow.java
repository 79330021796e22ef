package io.oncestream.connector.format;

import org.jspecify.annotations.Nullable;

/** The fields of one CSV record, of which some are wanted. */
interface CsvRow {

    /** Why this record is not a row, or null when it is one. */
    @Nullable String broken();

    /** How many fields this row has. */
    int fields();

    /** How many fields have a name. */
    int headerFields();

    /** At which field of a row, from 0, the wanted column stands; -1 where no row has it. */
    int position(int column);

    /** The text of the wanted column in this row, or null when the row ends before it. */
    @Nullable String text(int column);

    /** What the row is in. */
    byte[] bytes();

    /** Where the wanted column begins in the bytes, within its quotes; -1 as for its text. */
    int start(int column);

    /** Where it ends. */
    int end(int column);
}
