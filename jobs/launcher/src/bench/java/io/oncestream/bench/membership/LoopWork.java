package io.oncestream.bench.membership;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.Work;
import io.oncestream.job.membership.LoneViews;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The limit: one thread, the same class that views, maps, what is found in lists, nothing that
 * survives.
 */
final class LoopWork implements Work {

    private final EntryFile script;
    private final Path file;
    private final LoneViews views = new LoneViews();

    private LoopWork(EntryFile script) throws IOException {
        this.script = script;
        this.file = script.path();
    }

    static Work prepare(Case one) throws IOException {
        return new LoopWork(EntryFile.of(one));
    }

    @Override
    public Instant run() throws IOException {
        try (EntryReader reader = EntryReader.of(file)) {
            reader.forEach(views::take);
        }
        views.end();
        return Instant.now();
    }

    @Override
    public Check check() throws IOException {
        return Viewed.of(views).check(script.greatest());
    }

    @Override
    public void close() {}
}
