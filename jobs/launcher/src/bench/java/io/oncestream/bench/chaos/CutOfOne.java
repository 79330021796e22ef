package io.oncestream.bench.chaos;

import io.oncestream.connector.jdbc.cut.CutReader;
import io.oncestream.launcher.demo.transfers.Books;
import io.oncestream.launcher.demo.transfers.BooksQuery;
import io.oncestream.launcher.demo.transfers.Readers;
import java.util.List;

/** A wrong reader: of all databases at the cut of the first, as soon as that has moved. */
final class CutOfOne implements Readers.StrongRead {

    private static final int POLLS_MAX = 200;
    private static final long POLL_MILLIS = 10;

    private long last;

    @Override
    public List<Books> read(CutReader reader, BooksQuery query) throws InterruptedException {
        long cut = own(reader);
        for (int i = 0; cut == last && i < POLLS_MAX; i++) {
            Thread.sleep(POLL_MILLIS);
            cut = own(reader);
        }
        last = cut;
        long at = cut;
        return reader.eventual((connection, newest) -> query.read(connection, at));
    }

    private static long own(CutReader reader) throws InterruptedException {
        return reader.weak(0, (connection, cut) -> cut);
    }
}
