package io.headroom.cli.doctor;

import io.headroom.cli.doctor.Diagnosis.Repair;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether state can be kept, and whether others can read it. */
final class WorkspaceCheck implements Check {
    private static final String NAME = "workspace";
    private static final long SPACE = 50L << 20;
    private static final int SMALLEST_PAGE = 512;
    private static final String DATABASE = "SQLite format 3\0";

    @Override
    public List<Diagnosis> look(Scene scene) {
        Path workspace = scene.host().workspace();
        if (!Files.exists(workspace)) {
            return List.of(Diagnosis.ok(NAME, workspace + " is made when it is needed"));
        }
        Faults faults = new Faults(NAME);
        if (!Files.isDirectory(workspace)) {
            faults.fail(workspace + " is no folder", "mv '" + workspace + "' '" + workspace + ".old'");
        } else if (!Files.isWritable(workspace)) {
            faults.fail(workspace + " cannot be written", "chmod u+rwx '" + workspace + "'");
        }
        space(workspace, faults);
        modes(workspace, faults);
        database(workspace.resolve("headroom.db"), faults);
        return List.of(faults.diagnosis(Diagnosis.ok(NAME, workspace.toString())));
    }

    private static void space(Path workspace, Faults faults) {
        try {
            long free = Files.getFileStore(workspace).getUsableSpace();
            if (free < SPACE) {
                faults.warn("only " + (free >> 20) + " MiB are free in " + workspace, "df -h '" + workspace + "'");
            }
        } catch (IOException unknown) {
            faults.warn("cannot look into " + workspace + ": " + unknown.getMessage(), "");
        }
    }

    /** What may hold secrets is the account's alone. */
    private static void modes(Path workspace, Faults faults) {
        if (!workspace.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        for (Path path : privateOnes(workspace)) {
            try {
                Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
                if (mode.stream().anyMatch(one -> !one.name().startsWith("OWNER_"))) {
                    String wanted = Files.isDirectory(path) ? "rwx------" : "rw-------";
                    faults.warn(
                            path + " is open to other accounts (" + PosixFilePermissions.toString(mode) + ")",
                            "chmod go= '" + path + "'");
                    faults.repair(new Repair(
                            "set the mode of " + path + " to " + wanted,
                            () -> Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(wanted))));
                }
            } catch (IOException unreadable) {
                faults.warn("cannot look at " + path + ": " + unreadable.getMessage(), "");
            }
        }
    }

    private static List<Path> privateOnes(Path workspace) {
        List<Path> found = new ArrayList<>();
        found.add(workspace.resolve("run"));
        found.add(workspace.resolve("headroom.db"));
        Path deploy = workspace.resolve("deploy");
        if (Files.isDirectory(deploy)) {
            try (Stream<Path> profiles = Files.list(deploy)) {
                profiles.filter(Files::isDirectory)
                        .filter(folder -> Files.exists(folder.resolve("manifest.json")))
                        .sorted()
                        .forEach(folder ->
                                found.addAll(List.of(folder, folder.resolve("env"), folder.resolve("manifest.json"))));
            } catch (IOException unreadable) {
                // The check of profiles tells that.
                return found.stream().filter(Files::exists).toList();
            }
        }
        return found.stream().filter(Files::exists).toList();
    }

    private static void database(Path file, Faults faults) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            if (!isDatabase(file)) {
                faults.fail(
                        file + " is damaged; the next proxy puts it aside and begins a new one",
                        "mv '" + file + "' '" + file + ".damaged'");
            }
        } catch (IOException unreadable) {
            faults.fail(file + " cannot be read: " + unreadable.getMessage(), "chmod u+rw '" + file + "'");
        }
    }

    /** Whether a file begins like a database (sqlite.org/fileformat2.html, 1.3), or is empty, as a new one is. */
    static boolean isDatabase(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(DATABASE.length() + 2);
            if (head.length == 0) {
                return true;
            }
            boolean marked = new String(head, StandardCharsets.ISO_8859_1).startsWith(DATABASE);
            return marked && head.length > DATABASE.length() + 1 && isPageSize(head[16] & 0xFF, head[17] & 0xFF);
        }
    }

    /** A power of two from 512 on; 1 stands for 65536, which two bytes cannot hold. */
    private static boolean isPageSize(int high, int low) {
        int size = (high << 8) | low;
        return size == 1 || (size >= SMALLEST_PAGE && Integer.bitCount(size) == 1);
    }
}
