package io.oncestream.connector.jdbc.cut.model;

/**
 * A reader between its steps.
 *
 * @param asked how many databases it has asked for their marks; all: it holds a cut
 * @param run of these
 * @param cut the least
 */
record Reader(int asked, int run, int cut) {
    static final Reader NONE = new Reader(0, 0, 0);

    boolean holdsCut() {
        return asked == Cells.DATABASES;
    }
}
