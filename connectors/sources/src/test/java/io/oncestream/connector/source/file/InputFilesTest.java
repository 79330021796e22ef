package io.oncestream.connector.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.oncestream.connector.compression.Compression;
import io.oncestream.connector.format.RecordFormats;
import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.state.reading.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files a path stands for. */
class InputFilesTest {

    private static final String CSV = "t,v\n2001-01-01,2\n";
    private static final RecordFormats<Reading> FORMATS =
            TestFormats.of(new ReadingMapper(null, "t", "v", null));

    @TempDir private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        for (String name :
                List.of(
                        "b.csv",
                        "a.csv",
                        "_c.csv",
                        "notes.txt",
                        ".hidden.csv",
                        ".git/x.csv",
                        "_SUCCESS",
                        "_delta_log/0.csv",
                        ".a.csv.crc",
                        "2001/d.csv",
                        "2001/12/e f%20.csv")) {
            write(name, CSV);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "a.csv#a.csv",
                ".hidden.csv#.hidden.csv",
                "2001/12/e f%20.csv#2001/12/e f%20.csv",
                "2001#2001/12/e f%20.csv 2001/d.csv",
                "#2001/12/e f%20.csv 2001/d.csv a.csv b.csv notes.txt",
                "*.csv#a.csv b.csv",
                "*#a.csv b.csv notes.txt",
                "_*.csv#_c.csv",
                "_c.csv#_c.csv",
                "_delta_log#_delta_log/0.csv",
                "_delta_log/*#_delta_log/0.csv",
                "?.csv#a.csv b.csv",
                "[b-z].csv#b.csv",
                "{a,_c}.csv#_c.csv a.csv",
                "*/*.csv#2001/d.csv",
                "**/*.csv#2001/12/e f%20.csv 2001/d.csv a.csv b.csv",
                "2001/**#2001/12/e f%20.csv 2001/d.csv",
                "**/12/*#2001/12/e f%20.csv",
                ".*.csv#.hidden.csv",
                ".git/*#.git/x.csv",
            })
    void aPathStandsForTheFilesOfDataThatShellsWouldFind(String path, String expected) {
        String from = "file:" + folder + "/" + (path == null ? "" : path);
        assertThat(paths(from)).isEqualTo(expected.replace("e f%20", "e_f%20"));
        assertThat(paths("file://" + from.substring(5))).isEqualTo(paths(from));
    }

    @Test
    void aRelativePathBeginsAtTheWorkingDirectory() {
        Path relative = Path.of("").toAbsolutePath().relativize(folder.resolve("a.csv"));
        assertThat(paths("file:" + relative)).isEqualTo("a.csv");
        assertThat(paths("file:" + relative.resolveSibling("a*"))).isEqualTo("a.csv");
    }

    @Test
    void aNameWithWildcardsThatExistsIsTakenAsItStands() throws IOException {
        write("[ab].csv", CSV);
        assertThat(paths("file:" + folder + "/[ab].csv")).isEqualTo("[ab].csv");
    }

    @Test
    void linksAreFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("2001/link"), folder.resolve(".git"));
        assertThat(paths("file:" + folder + "/2001/l*/*")).isEqualTo("2001/link/x.csv");
    }

    @Test
    void sizesAreAddedUp() throws IOException {
        write("a.csv", CSV + "2001-01-01,4\n");
        InputFiles files = InputFiles.of("file:" + folder + "/?.csv", FORMATS);
        assertThat(files.files())
                .containsExactly(
                        new InputFile(folder + "/a.csv", 30, Compression.NONE),
                        new InputFile(folder + "/b.csv", 17, Compression.NONE));
        assertThat(files.bytes()).isEqualTo(47);
    }

    @Test
    void eachFilesHeaderIsChecked() throws IOException {
        write("b.csv", "t;v\n2001-01-01;2\n");
        assertThat(paths("file:" + folder + "/?.csv")).isEqualTo("a.csv b.csv");
        write("b.csv", "t,w\n1,2\n");
        assertRefused(
                "file:" + folder + "/?.csv",
                "no column \"v\" in " + folder + "/b.csv; its columns are: t, w");
        write("b.csv", "");
        assertRefused(
                "file:" + folder,
                folder + "/b.csv is empty: a CSV file begins with a line that names its columns");
    }

    @Test
    void timesThatAreUnclearAreRefusedAtTheStart() throws IOException {
        write("b.csv", "t,v\nsoon,1\n1950040101,2\n1950040102,2\n");
        assertRefused(
                "file:" + folder + "/b.csv",
                folder
                        + "/b.csv, line 3: time \"1950040101\" in column t is not clearly one time:"
                        + " give --time-format yyyyMMddHH for 1950-04-01T01:00, or epoch-seconds"
                        + " for 2031-10-17T21:48:21Z, or epoch-millis for"
                        + " 1970-01-23T13:40:40.101Z");
        write("b.csv", "t,v\n2001-01-01,1\n1950040101,2\n");
        assertThat(paths("file:" + folder + "/b.csv")).isEqualTo("b.csv");
        write(
                "b.json",
                "{\"t\":\"2001-01-01\",\"v\":1}\n{\"t\":1,\"v\":1}\n[]\n{\"t\":2024,\"v\":1}\n");
        assertThatThrownBy(() -> paths("file:" + folder + "/b.json"))
                .hasMessageStartingWith(
                        folder + "/b.json, line 2: time \"1\" in field t is not clearly one time");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "file:FOLDER/none.csv#there is no file FOLDER/none.csv",
                "file:FOLDER/no*.csv#no file matches FOLDER/no*.csv",
                "file:FOLDER/none/*.csv#there is no file FOLDER/none",
                "file:FOLDER/2001*#no file matches FOLDER/2001*",
                "file:FOLDER/[a.csv#the glob FOLDER/[a.csv is wrong: Missing '",
                "file:FOLDER/empty#the folder FOLDER/empty holds no file but those with _ or . in"
                        + " front",
                "file:#file: needs the path of a file, a folder or a glob",
                "file://data/a.csv#file://data/a.csv names a host: write file:data/a.csv or"
                        + " file:///data/a.csv",
                "file://u:secret@host/a.csv#file://...@host/a.csv names a host",
                "FOLDER/a.csv#files are named by file:PATH, with the path of a file, a folder or a"
                        + " glob",
            })
    void whatStandsForNoFileIsRefusedInOneLine(String from, String message) throws IOException {
        Files.createDirectories(folder.resolve("empty/.git"));
        assertThatThrownBy(() -> paths(from.replace("FOLDER", folder.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message.replace("FOLDER", folder.toString()))
                .hasMessageNotContainingAny("\n", "secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:/dev/null", "file:/dev/zero"})
    void whatIsNoRegularFileIsRefused(String from) {
        assertRefused(from, from.substring(5) + " is not a regular file");
    }

    @Test
    void aFileThatMayNotBeReadIsRefused() throws IOException {
        Path secret = folder.resolve("a.csv");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(secret), "the administrator may read every file");
        assertRefused(
                "file:" + secret,
                secret + " may not be read by the user " + System.getProperty("user.name"));
    }

    /** As a file of an archive from elsewhere may be: readers would not find it by its text. */
    @Test
    void aFileWhoseNameIsNoTextIsRefused() throws Exception {
        String create = "printf 't,v\n2001-01-01,1\n' > \"$(printf 'm\\374n.csv')\"";
        Process shell = new ProcessBuilder("sh", "-c", create).directory(folder.toFile()).start();
        assertThat(shell.waitFor()).isZero();
        assertThatThrownBy(() -> paths("file:" + folder + "/m*.csv"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the name of " + folder + "/m")
                .hasMessageContaining("holds what is no text in ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFolderThatIsLinkedIntoItselfIsRefused() throws IOException {
        Files.createSymbolicLink(folder.resolve("2001/loop"), folder);
        assertThatThrownBy(() -> paths("file:" + folder))
                .hasMessageEndingWith("2001/loop is a link to a folder that it is in itself");
    }

    private static void assertRefused(String from, String message) {
        assertThatThrownBy(() -> InputFiles.of(from, FORMATS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    /** Relative to the folder, blanks inside replaced. */
    private String paths(String from) {
        return String.join(
                " ",
                InputFiles.of(from, FORMATS).files().stream()
                        .map(file -> folder.relativize(Path.of(file.path())).toString())
                        .map(path -> path.replace(' ', '_'))
                        .toList());
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
