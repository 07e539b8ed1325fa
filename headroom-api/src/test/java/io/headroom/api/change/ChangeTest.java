package io.headroom.api.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D-101: changes are values")
class ChangeTest {
    private static final ChangeInfo INFO = ChangeInfo.wiring("default", "lamp", "settings", "sends Lamp to the proxy");
    private static final Path HOME = FakeHost.on(Machine.LINUX).home();

    @Test
    void equalChangesAreEqual() {
        assertEquals(ownFile("a"), ownFile("a"));
        assertEquals(ownFile("a").hashCode(), ownFile("a").hashCode());
        assertNotEquals(ownFile("a"), ownFile("b"));
    }

    @Test
    void everyPathIsAbsolute() {
        Path relative = HOME.getFileSystem().getPath("settings.json");

        assertThrows(
                IllegalArgumentException.class,
                () -> new Change.OwnFile(INFO, relative, FileContent.of(""), OptionalInt.empty()));
        assertThrows(
                IllegalArgumentException.class, () -> new Change.OwnDirectory(INFO, relative, OptionalInt.empty()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Change.JsonEdit(INFO, relative, Change.JsonSyntax.STRICT, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Change.TomlEdit(INFO, relative, List.of()));
        assertThrows(IllegalArgumentException.class, () -> block("x", "line", relative));
    }

    @Test
    @DisplayName("D-105: a block's lines and a variable's name cannot break out")
    void refusesWhatWouldBreakOut() {
        assertThrows(IllegalArgumentException.class, () -> block(" ", "line", HOME));
        assertThrows(IllegalArgumentException.class, () -> block("x", "two\nlines", HOME));
        assertThrows(IllegalArgumentException.class, () -> block("x", "two\rlines", HOME));
        assertThrows(IllegalArgumentException.class, () -> block("x\0", "line", HOME));
        for (String name : List.of("", "1A", "A-B", "A B", "A=B", "\u00C4", "$(x)")) {
            assertThrows(IllegalArgumentException.class, () -> variable(name), name);
        }
        assertEquals("_A1", variable("_A1").name());
    }

    @Test
    @DisplayName("D-503: a value is one that Windows can hold and give to programs")
    void refusesValuesThatWindowsCannotGive() {
        Change.EnvironmentValue.Hive user = Change.EnvironmentValue.Hive.USER;
        String longest = "x".repeat(32_766);

        for (String value : List.of("two\nlines", "two\rlines", "x\0", longest + "x")) {
            assertThrows(IllegalArgumentException.class, () -> new Change.EnvironmentValue(INFO, user, "A", value));
        }
        assertEquals(longest, new Change.EnvironmentValue(INFO, user, "A", longest).value());
    }

    @Test
    void anEditSaysExactlyWhatItNeeds() {
        assertEquals(Optional.of("1"), DocumentEdit.set("/env/A", "1").value());
        assertEquals(DocumentEdit.Action.ABSENT, DocumentEdit.absent("/env/A").action());
        assertThrows(IllegalArgumentException.class, () -> DocumentEdit.absent("env/A"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new DocumentEdit("/a", DocumentEdit.Action.ABSENT, Optional.of("1")));
        assertThrows(
                IllegalArgumentException.class,
                () -> new DocumentEdit("/a", DocumentEdit.Action.SET, Optional.empty()));
    }

    @Test
    void contentIsImmutableAndShowsNothing() {
        byte[] bytes = "secret".getBytes(StandardCharsets.UTF_8);

        FileContent content = FileContent.of(bytes);
        bytes[0] = 'x';
        content.bytes()[0] = 'x';

        assertEquals(FileContent.of("secret"), content);
        assertFalse(content.toString().contains("secret"));
    }

    @Test
    void infoNamesOwnerAndPhase() {
        ChangeInfo supervisor = ChangeInfo.supervisor("work", "systemd", "unit", "describes the service");

        assertEquals("systemd.unit", supervisor.id());
        assertEquals(ChangeInfo.Phase.SUPERVISOR, supervisor.phase());
        assertEquals(new ChangeInfo.Owner("work", "systemd"), supervisor.owner());
        assertEquals(ChangeInfo.Phase.WIRING, INFO.phase());
        assertEquals(
                ChangeInfo.Rights.ROOT, INFO.needing(ChangeInfo.Rights.ROOT).rights());
        assertEquals(ChangeInfo.Secrecy.SECRET, INFO.secret().secrecy());
        assertEquals(ChangeInfo.Secrecy.PUBLIC, INFO.secrecy());
    }

    private static Change.OwnFile ownFile(String text) {
        return new Change.OwnFile(INFO, HOME.resolve("a"), FileContent.of(text), OptionalInt.of(0600));
    }

    private static Change.BlockEdit block(String marker, String line, Path path) {
        return new Change.BlockEdit(INFO, path, marker, List.of(line), Change.BlockEdit.Place.END);
    }

    private static Change.EnvironmentValue variable(String name) {
        return new Change.EnvironmentValue(INFO, Change.EnvironmentValue.Hive.USER, name, "v");
    }
}
