package io.headroom.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Where {@code --fix} puts what it takes away, so that it can be put back: below the workspace, under its former name and a number. */
final class Aside {
    private final Path folder;

    /** The place in a workspace. */
    Aside(Path workspace) {
        folder = workspace.resolve("deploy").resolve("kept").resolve("doctor");
    }

    /** The folder, which need not be there yet. */
    Path folder() {
        return folder;
    }

    /**
     * Moves a file or a folder there, in one step and with its modes.
     *
     * @throws IOException if it cannot be moved; then it is where it was
     */
    void put(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
        int number = 1;
        while (Files.exists(folder.resolve(number + "-" + path.getFileName()))) {
            number++;
        }
        Files.move(path, folder.resolve(number + "-" + path.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }
}
