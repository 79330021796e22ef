package io.oncestream.launcher.demo;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.services.BorrowedService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a demonstration has to work with.
 *
 * @param checkout where files that come with the project are
 * @param commands the URI of what the job reads
 * @param databases servers that it may stop and start: none where others were named
 * @param table the job's table
 * @param seed what its clients do follows from it, but for what time decides
 * @param length how long they go on
 */
public record Stage(
        Console console,
        Path checkout,
        String commands,
        List<BorrowedService> databases,
        String table,
        long seed,
        Duration length) {}
