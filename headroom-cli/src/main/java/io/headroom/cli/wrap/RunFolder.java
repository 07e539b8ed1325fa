package io.headroom.cli.wrap;

import io.headroom.api.change.FileContent;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folder for the files of one run, which may hold secrets: readable for the account alone, gone afterwards, at the latest at the next run. */
final class RunFolder implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("wrap-run-([0-9]{1,18})");

    private final Path folder;

    private RunFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder of this process. Folders of processes that are gone are removed. */
    static RunFolder of(Path workspace) {
        Path run = workspace.resolve("run");
        try {
            sweep(run);
        } catch (IOException later) {
            // What stays now, a later run removes; this one needs only its own folder.
            System.getLogger("io.headroom.cli")
                    .log(System.Logger.Level.DEBUG, "cannot remove folders of former runs", later);
        }
        return new RunFolder(run.resolve("wrap-run-" + ProcessHandle.current().pid()));
    }

    private static void sweep(Path run) throws IOException {
        if (!Files.isDirectory(run)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(run, "wrap-run-*")) {
            for (Path old : folders) {
                Matcher name = NAME.matcher(String.valueOf(old.getFileName()));
                if (name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1)))
                                .filter(ProcessHandle::isAlive)
                                .isEmpty()) {
                    delete(old);
                }
            }
        }
    }

    Path path() {
        return folder;
    }

    /** Writes the files of a run. */
    void write(Map<Path, FileContent> files) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createDirectories(folder.getParent());
        if (posix) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(folder);
        }
        for (Map.Entry<Path, FileContent> file : files.entrySet()) {
            if (posix) {
                Files.createFile(
                        file.getKey(),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.write(file.getKey(), file.getValue().bytes());
        }
    }

    @Override
    public void close() {
        try {
            delete(folder);
        } catch (IOException later) {
            // The next run removes it.
            return;
        }
    }

    private static void delete(Path folder) throws IOException {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException trouble) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException gone) {
            return;
        }
    }
}
