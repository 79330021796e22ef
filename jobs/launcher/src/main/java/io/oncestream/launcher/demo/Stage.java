package io.oncestream.launcher.demo;

import io.oncestream.launcher.console.Console;
import java.time.Duration;

/**
 * What a demonstration has to work with.
 *
 * @param commands the topic that the job reads
 * @param table the job's table
 * @param seed what its clients do follows from it, but for what time decides
 * @param length how long they go on
 */
public record Stage(Console console, String commands, String table, long seed, Duration length) {}
