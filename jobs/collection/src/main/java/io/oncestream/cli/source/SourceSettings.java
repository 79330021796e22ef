package io.oncestream.cli.source;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.connector.format.ReadingFormats;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the options say about any source.
 *
 * @param files how the records of files become readings
 * @param messages how a message becomes a reading
 * @param password of the server that is read from
 * @param outOfOrder how much earlier than one before it a reading may be without being late
 * @param idleAfter how long a part of the source may be silent before event time goes on without it
 * @param clientProperties a file with settings of the client that reads the source; null: none
 * @param spools the folder of the spools of sources that cannot be replayed
 */
record SourceSettings(
        Supplier<ReadingFormats> files,
        Supplier<MessageDecoder> messages,
        PasswordReference password,
        Duration outOfOrder,
        Duration idleAfter,
        @Nullable String clientProperties,
        Supplier<Path> spools) {}
