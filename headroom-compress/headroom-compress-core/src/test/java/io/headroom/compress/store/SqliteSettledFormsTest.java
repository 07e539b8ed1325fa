package io.headroom.compress.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headroom.compress.Reason;
import io.headroom.compress.SettledForms;
import io.headroom.compress.SettledForms.Settled;
import io.headroom.compress.testing.Await;
import io.headroom.compress.testing.SettlingProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("PX-504")
class SqliteSettledFormsTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("deep").resolve("headroom.db");
    }

    @Test
    void findsWhatItSettledAfterARestart() {
        Settled form = form("k1", "a form with a lone \ud800 surrogate, \u00e9 and \ud83d\ude00");
        Settled unchanged = new Settled("k2", Reason.DEADLINE, Optional.empty(), Optional.empty(), "bytes", 700, 700);
        try (SettledForms store = open()) {
            store.settle(List.of(form, unchanged));
        }

        try (SettledForms store = open()) {
            assertEquals(Map.of("k1", form, "k2", unchanged), store.findAll(List.of("k1", "k2", "k3")));
            assertEquals(Optional.empty(), store.trouble());
        }
    }

    @Test
    void keepsTheFirstFormAndTellsWhoCameLater() {
        try (SettledForms store = open()) {
            store.settle(List.of(form("k", "first")));

            List<Settled> earlier = store.settle(List.of(form("k", "second"), form("other", "x")));

            assertEquals(List.of(form("k", "first")), earlier);
            assertEquals("first", store.find("k").orElseThrow().form().orElseThrow());
        }
    }

    @Test
    void saysNothingAboutAFormThatIsSettledAlike() {
        try (SettledForms store = open()) {
            store.settle(List.of(form("k", "same")));

            assertEquals(List.of(), store.settle(List.of(form("k", "same"))));
        }
    }

    @Test
    void findsManyKeysAtOnce() {
        List<Settled> forms = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            forms.add(form("key" + i, "form " + i));
        }
        try (SettledForms store = open()) {
            store.settle(forms);

            List<String> keys = forms.stream().map(Settled::key).toList();
            Await.until("all forms", LONG, () -> store.findAll(keys).size() == 1_500);
        }
    }

    @Test
    void opensNothingBeforeItsFirstUse() {
        try (SettledForms store = SettledForms.sqlite(file)) {
            assertTrue(Files.notExists(file));
            assertEquals(Optional.empty(), store.trouble());
        }
    }

    @Test
    @DisplayName("PX-504: two instances share one file and lose nothing")
    void sharesAFileBetweenInstances() throws InterruptedException {
        try (SettledForms one = open();
                SettledForms other = open()) {
            Thread writer = new Thread(() -> write(one, "one"));
            writer.start();
            write(other, "other");
            writer.join(LONG.toMillis());
        }

        try (SettledForms store = open()) {
            for (int i = 0; i < 200; i++) {
                assertTrue(store.find("one" + i).isPresent());
                assertTrue(store.find("other" + i).isPresent());
            }
        }
    }

    @Test
    @DisplayName("PX-504: what a killed process had settled stays settled")
    void losesNothingWhenAProcessIsKilled() throws IOException, InterruptedException {
        Process process = SettlingProcess.start(file);
        int reported = 0;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null && reported < 50; line = out.readLine()) {
                reported = Integer.parseInt(line);
            }
            process.destroyForcibly();
        }
        process.waitFor();

        try (SettledForms store = open()) {
            assertTrue(reported >= 50, "the process reported " + reported);
            for (int i = 1; i <= reported; i++) {
                assertTrue(store.find(SettlingProcess.key(i)).isPresent(), "form " + i);
            }
            assertEquals(Optional.empty(), store.trouble());
        }
    }

    @Test
    @DisplayName("Section 16: a corrupt database is set aside, not deleted")
    void setsACorruptFileAside() throws IOException {
        Files.createDirectories(file.getParent());
        byte[] garbage = "this is not a database at all, but long enough to be read as one"
                .repeat(100)
                .getBytes(StandardCharsets.UTF_8);
        Files.write(file, garbage);

        try (SettledForms store = open()) {
            store.settle(List.of(form("k", "x")));

            assertTrue(store.find("k").isPresent());
            assertTrue(store.trouble().orElseThrow().contains("set aside as headroom.db.corrupt-1"));
        }
        assertEquals(garbage.length, Files.size(file.resolveSibling("headroom.db.corrupt-1")));
    }

    @Test
    void reportsADirectoryThatCannotBe() throws IOException {
        Path inTheWay = Files.writeString(directory.resolve("file"), "x");

        try (SettledForms store = SettledForms.sqlite(inTheWay.resolve("headroom.db"))) {
            List<Settled> earlier = store.settle(List.of(form("k", "x")));

            assertEquals(List.of(), earlier);
            assertEquals(Optional.empty(), store.find("k"));
            assertTrue(store.trouble().orElseThrow().contains("cannot be created"));
        }
    }

    @Test
    void reportsADirectoryThatIsReadOnly() throws IOException {
        assumeTrue(Files.getFileStore(directory).supportsFileAttributeView("posix"), "no POSIX rights here");
        Path closed = Files.createDirectory(
                directory.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        assumeTrue(!Files.isWritable(closed), "this account may write everywhere");

        try (SettledForms store = SettledForms.sqlite(closed.resolve("headroom.db"))) {
            store.settle(List.of(form("k", "x")));

            Await.until("trouble", LONG, () -> store.trouble().isPresent());
        }
    }

    @Test
    void makesTheFileForItsOwnerAlone() throws IOException {
        assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX rights here");
        try (SettledForms store = open()) {
            store.settle(List.of(form("k", "x")));

            try (Stream<Path> files = Files.list(file.getParent())) {
                for (Path each : files.toList()) {
                    assertEquals(
                            "rw-------",
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(each)),
                            each::toString);
                }
            }
        }
    }

    @Test
    void forgetsWhatNobodyUsedForAMonthButNotWhenTheClockJumped() throws Exception {
        try (Connection connection = connection()) {
            SettledTable table = new SettledTable(connection);
            table.insert(List.of(form("old", "x")), 100);
            table.insert(List.of(form("new", "x")), 140);

            table.prune(1_000);
            assertEquals(2, table.find(List.of("old", "new"), 140).size());
        }
    }

    @Test
    void keepsWhatIsUsedAgain() throws Exception {
        try (Connection connection = connection()) {
            SettledTable table = new SettledTable(connection);
            table.insert(List.of(form("used", "x"), form("unused", "x")), 100);
            table.find(List.of("used"), 125);

            table.prune(140);

            assertEquals(
                    List.of("used"),
                    List.copyOf(table.find(List.of("used", "unused"), 140).keySet()));
        }
    }

    @Test
    @DisplayName("a database of the first version, with settled forms alone, is brought up to date")
    void migratesTheFirstVersion() throws Exception {
        SqlitePlace place = new SqlitePlace(file);
        try (Connection connection = place.open();
                Statement statement = connection.createStatement()) {
            statement.execute("create table settled_form (key text primary key, reason text not null, compressor text,"
                    + " form blob, fidelity text not null, tokens_before integer not null,"
                    + " tokens_after integer not null, used_day integer not null)");
            statement.execute("insert into settled_form values ('k', 'deadline', null, null, 'bytes', 7, 7, 1000000)");
        }

        try (SettledForms store = open()) {
            assertEquals(Reason.DEADLINE, store.find("k").orElseThrow().reason());
            assertEquals(Optional.empty(), store.trouble());
        }
    }

    @Test
    @DisplayName("a database of a later version is left alone, and that is told")
    void leavesALaterVersionAlone() throws Exception {
        try (Connection connection = connection()) {
            new Schema.Settings(connection).put("schema", new byte[] {99});
        }

        try (SettledForms store = open()) {
            assertEquals(Optional.empty(), store.find("k"));
            assertTrue(store.trouble().orElseThrow().contains("newer Headroom"));
        }
    }

    private Connection connection() throws Exception {
        SqlitePlace place = new SqlitePlace(file);
        Connection connection = place.open();
        new Schema(place, connection).prepare();
        return connection;
    }

    private SettledForms open() {
        SettledForms store = SettledForms.sqlite(file);
        store.findAll(List.of());
        return store;
    }

    private static void write(SettledForms store, String prefix) {
        for (int i = 0; i < 200; i++) {
            store.settle(List.of(form(prefix + i, "form " + i)));
        }
    }

    private static Settled form(String key, String form) {
        return new Settled(key, Reason.OK, Optional.of("test"), Optional.of(form), "data", 1_000, 100);
    }
}
