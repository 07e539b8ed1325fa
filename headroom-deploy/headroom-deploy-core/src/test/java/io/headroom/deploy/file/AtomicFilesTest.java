package io.headroom.deploy.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headroom.api.change.FileContent;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.LinuxHost;
import io.headroom.api.testkit.host.Machine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("D-104")
class AtomicFilesTest {
    private static final FileContent NEW = FileContent.of("new\n");

    @TempDir
    Path folder;

    private Path file;
    private AtomicFiles files;

    @BeforeEach
    void writeAFile() throws IOException {
        file = folder.resolve("settings");
        Files.writeString(file, "old\n");
        files = new AtomicFiles(LinuxHost.at(folder), Steps.NONE);
    }

    @Test
    @DisplayName("D-104: mode and extended attributes stay")
    void keepsModeAndAttributes() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
        UserDefinedFileAttributeView extended = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        extended.write("note", ByteBuffer.wrap(new byte[] {7}));

        write(file);

        assertEquals("new\n", Files.readString(file));
        assertEquals("rwxr-x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        ByteBuffer value = ByteBuffer.allocate(1);
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class).read("note", value);
        assertEquals(7, value.get(0));
    }

    @Test
    @DisplayName("D-104: a real access list stays, and the mode that goes with it")
    void keepsTheAccessList() throws Exception {
        boolean possible = programs("setfacl", "getfacl") && run("setfacl", "-m", "u:1:r,g:2:rw", file.toString()) == 0;
        if (!possible) {
            System.err.println("Skipped: the package acl is not installed, or the file system has no access lists.");
        }
        assumeTrue(possible);
        String before = accessList();
        assertTrue(before.contains("user:1:r--\ngroup::r--\ngroup:2:rw-\nmask::rw-\n"), before);

        files.write(file, NEW, OptionalInt.empty(), hash(file));

        assertEquals(NEW, files.read(file).orElseThrow());
        assertEquals(before, accessList());
    }

    private String accessList() throws Exception {
        Process process = new ProcessBuilder("getfacl", "--absolute-names", "--numeric", file.toString()).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static boolean programs(String... names) {
        return Arrays.stream(names).allMatch(name -> Files.isExecutable(Path.of("/usr/bin", name)));
    }

    @Test
    @DisplayName("D-104: on a Mac a copy by cp -p keeps the access list of the user's file; files of our own need none")
    void copiesOnAMac() throws IOException {
        FakeHost mac = FakeHost.on(Machine.MACOS).withFile("settings", "old\n").withFile(".headroom/own", "old\n");
        mac.withCommands(command -> {
            if (!command.arguments().subList(0, 2).equals(List.of("/bin/cp", "-p"))) {
                return Optional.empty();
            }
            Path copy = mac.path(command.arguments().get(3));
            try {
                Files.copy(mac.path(command.arguments().get(2)), copy);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return Optional.of(FakeHost.exited(0, ""));
        });
        AtomicFiles writer = new AtomicFiles(mac, Steps.NONE);

        for (String name : List.of("settings", ".headroom/own")) {
            writer.put(mac.resolve(name), NEW, OptionalInt.empty());
            assertEquals(NEW, writer.read(mac.resolve(name)).orElseThrow());
        }

        assertEquals(1, mac.commands().size());
    }

    @Test
    @DisplayName("D-211: a folder that another command makes in the same moment is as good as one of ours")
    void takesAFolderThatAppears() throws IOException {
        Path wanted = folder.resolve("deploy").resolve("default");
        Steps other = step -> Files.createDirectories(wanted);

        new AtomicFiles(LinuxHost.at(folder), other).makeFolders(wanted, OptionalInt.of(0700));

        assertTrue(Files.isDirectory(wanted));
    }

    @Test
    @DisplayName("D-104: another owner's file stays the owner's, also when root writes it")
    void keepsTheOwner() throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            System.out.println("skipped: only root can give a file away");
        }
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give a file away");
        Files.setAttribute(file, "unix:uid", 65534);
        Files.setAttribute(file, "unix:gid", 65534);

        write(file);

        assertEquals(65534, Files.getAttribute(file, "unix:uid"));
        assertEquals(65534, Files.getAttribute(file, "unix:gid"));
    }

    @Test
    @DisplayName("D-104: a link stays a link, also one to a link, and one to nothing yet")
    void followsLinks() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("settings"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), link);
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("later"));

        write(second);
        files.write(dangling, NEW, OptionalInt.empty(), Optional.empty());

        assertTrue(Files.isSymbolicLink(second) && Files.isSymbolicLink(link) && Files.isSymbolicLink(dangling));
        assertEquals("new\n", Files.readString(file));
        assertEquals("new\n", Files.readString(folder.resolve("later")));
    }

    @Test
    @DisplayName("D-104: a file with several names keeps them")
    void keepsHardLinks() throws IOException {
        Path other = Files.createLink(folder.resolve("other"), file);

        write(file);

        assertEquals("new\n", Files.readString(other));
        assertEquals(Files.getAttribute(file, "unix:ino"), Files.getAttribute(other, "unix:ino"));
    }

    @Test
    @DisplayName("D-104: what was changed since the plan is not written over")
    void refusesWhatWasChangedSince() throws IOException {
        Optional<ContentHash> planned = hash(file);
        Files.writeString(file, "mine\n");

        assertThrows(StaleFileException.class, () -> files.write(file, NEW, OptionalInt.empty(), planned));

        assertEquals("mine\n", Files.readString(file));
        assertEquals(1, count());
    }

    @Test
    @DisplayName("D-104: an error at any step leaves the old file and nothing beside it")
    void leavesTheOldFileAfterAnError() throws IOException {
        List<String> reached = new ArrayList<>();
        new AtomicFiles(LinuxHost.at(folder), reached::add).write(file, NEW, OptionalInt.empty(), hash(file));
        int renamed = 0;
        while (!reached.get(renamed).startsWith("rename")) {
            renamed++;
        }
        for (int at = 0; at <= renamed; at++) {
            Files.writeString(file, "old\n");
            int[] left = {at};
            AtomicFiles failing = new AtomicFiles(LinuxHost.at(folder), what -> {
                if (left[0]-- == 0) {
                    throw new FileSystemException("no space left on device");
                }
            });

            assertThrows(FileSystemException.class, () -> failing.write(file, NEW, OptionalInt.empty(), hash(file)));

            assertEquals("old\n", Files.readString(file), "failed at step " + at);
            assertEquals(1, count(), "failed at step " + at);
        }
    }

    @Test
    @DisplayName("D-104: a real disk that is full: the old file is whole, and nothing is left beside it")
    void survivesAFullDisk() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=64k", "none", disk.toString()) == 0;
        if (!mounted) {
            System.out.println("skipped: a small disk cannot be mounted here");
        }
        assumeTrue(mounted, "a small disk cannot be mounted here");
        try {
            Path small = disk.resolve("settings");
            Files.writeString(small, "old\n");
            FileContent large = FileContent.of(new byte[1 << 17]);

            assertThrows(IOException.class, () -> files.write(small, large, OptionalInt.empty(), hash(small)));

            assertEquals("old\n", Files.readString(small));
            try (Stream<Path> all = Files.list(disk)) {
                assertEquals(1, all.count());
            }
        } finally {
            run("umount", disk.toString());
        }
    }

    @Test
    @DisplayName("D-504: what root makes in a user's folder is the user's; below a workspace root follows no link")
    void rootWorksForTheUser() throws IOException {
        FakeHost root = FakeHost.asAdministrator(Machine.LINUX);
        AtomicFiles writer = new AtomicFiles(root, Steps.NONE);
        Path home = root.home();
        Files.setAttribute(
                home,
                "posix:owner",
                home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("ada"));
        writer.makeFolders(home.resolve(".headroom/deploy"), OptionalInt.of(0700));
        Files.writeString(home.resolve("victim"), "root's\n");
        Path link = Files.createSymbolicLink(home.resolve(".headroom/deploy/env"), home.resolve("victim"));

        assertThrows(IOException.class, () -> writer.put(link, NEW, OptionalInt.empty()));

        assertEquals("root's\n", Files.readString(home.resolve("victim")));
        assertEquals("ada", Files.getOwner(home.resolve(".headroom/deploy")).getName());
    }

    @Test
    @DisplayName("D-104: on Windows a sharing violation is tried again for 2 s")
    void waitsForSharingViolations() throws IOException {
        FakeHost windows = FakeHost.on(Machine.WINDOWS).withFile("settings", "old\n");
        Path path = windows.resolve("settings");
        AtomicFiles writer = new AtomicFiles(windows, what -> {
            if (what.startsWith("rename")) {
                // Like a file that somebody else holds: it cannot be renamed, now or later.
                deleteTemporary(path.getParent());
            }
        });
        Instant start = windows.clock();

        assertThrows(IOException.class, () -> writer.write(path, NEW, OptionalInt.empty(), hash(path)));

        assertEquals(2, Duration.between(start, windows.clock()).toSeconds());
        assertEquals("old\n", Files.readString(path));
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    @DisplayName("D-104: a new file has its mode from its first moment on, on any machine")
    void makesNewFiles(Machine machine) throws IOException {
        FakeHost host = FakeHost.on(machine);
        List<Integer> seen = new ArrayList<>();
        Path path = host.resolve("env");
        AtomicFiles writer = new AtomicFiles(host, what -> {
            try (Stream<Path> all = Files.list(host.home())) {
                for (Path one : all.toList()) {
                    FileMode.of(one).ifPresent(seen::add);
                }
            }
        });

        writer.write(path, NEW, OptionalInt.of(0600), Optional.empty());

        assertEquals("new\n", Files.readString(path));
        assertTrue(seen.stream().allMatch(mode -> mode == 0600), seen::toString);
    }

    private static void deleteTemporary(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path one : all.toList()) {
                if (one.toString().endsWith(".tmp")) {
                    Files.delete(one);
                }
            }
        }
    }

    private void write(Path path) throws IOException {
        files.write(path, NEW, OptionalInt.empty(), hash(path));
    }

    private static Optional<ContentHash> hash(Path path) throws IOException {
        return Optional.of(ContentHash.of(FileContent.of(Files.readAllBytes(path))));
    }

    private long count() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (IOException none) {
            return 127;
        }
    }
}
