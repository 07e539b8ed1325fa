package io.headroom.compress.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The file of a database and what SQLite keeps beside it: made for its owner alone, set aside when it is broken. */
final class DatabaseFile {
    private static final String[] COMPANIONS = {"-wal", "-shm", "-journal"};

    private final Path file;

    DatabaseFile(Path file) {
        this.file = file;
    }

    Path path() {
        return file;
    }

    /** SQLite gives its companion files the rights of the database, so making that one ourselves is enough. */
    void create() throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (Files.exists(file)) {
            return;
        }
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
                Files.createFile(file, ownerOnly);
            } else {
                Files.createFile(file);
            }
        } catch (FileAlreadyExistsException e) {
            // Another process was quicker, which is just as well.
            return;
        }
    }

    /** Renames a broken database, and with it its companions. Returns the new name. */
    Path setAside() throws IOException {
        Path aside = file;
        for (int n = 1; Files.exists(aside); n++) {
            aside = file.resolveSibling(file.getFileName() + ".corrupt-" + n);
        }
        Files.move(file, aside);
        for (String companion : COMPANIONS) {
            Path beside = file.resolveSibling(file.getFileName() + companion);
            if (Files.exists(beside)) {
                Files.move(beside, aside.resolveSibling(aside.getFileName() + companion));
            }
        }
        return aside;
    }
}
