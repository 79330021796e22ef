package io.oncestream.connector.source.file;

import io.oncestream.connector.compression.Compression;
import java.io.Serializable;

/**
 * A file to read.
 *
 * @param path absolute
 * @param bytes its size when the job was built
 * @param compression how it is compressed
 */
public record InputFile(String path, long bytes, Compression compression) implements Serializable {}
