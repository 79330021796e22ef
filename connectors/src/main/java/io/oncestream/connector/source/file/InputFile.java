package io.oncestream.connector.source.file;

import java.io.Serializable;

/**
 * A file to read.
 *
 * @param path absolute
 * @param bytes its size when the job was built
 */
public record InputFile(String path, long bytes) implements Serializable {}
