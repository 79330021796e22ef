package io.oncestream.connector.format;

/** What a local time is that clocks show twice, as they go back. */
public enum RepeatedHour {
    /** It is none: nothing tells which of the two it is. */
    REJECT,
    /** That of summer. */
    FIRST,
    /** That of winter. */
    SECOND
}
