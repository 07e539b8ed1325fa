package io.headroom.deploy.file;

import io.headroom.api.change.FileContent;
import io.headroom.api.host.Account;
import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Writes files whole or not at all (D-104): a temporary file in the same folder, its contents, owner, mode, access list and extended
 * attributes, a sync, a rename, a sync of the folder. A link stays a link, its target is written; a file with several names is written in
 * place, which is not atomic and so needs a journal. The temporary file's name follows from the file's, so that what a dead process left is
 * overwritten, and {@link #sweep} finds it. See rename(2), fsync(2).
 *
 * <p>One process writes a file at a time; the callers hold locks. Thread-safe for different files.
 */
public final class AtomicFiles {
    private static final int LINKS = 40;
    private static final int CHUNK = 1 << 16;
    private static final int NAME_DIGITS = 16;
    private static final Duration SHARING = Duration.ofSeconds(2);
    private static final Duration SHARING_PAUSE = Duration.ofMillis(50);

    private final Host host;
    private final Belongings belongings;
    private final Steps steps;

    /**
     * Creates a writer.
     *
     * @param host the machine, whose account decides about owners
     * @param steps told before every system call
     */
    public AtomicFiles(Host host, Steps steps) {
        this.host = host;
        this.belongings = new Belongings(host);
        this.steps = steps;
    }

    /** How a file has to be written. */
    public enum Way {
        /** A new file takes the old one's place. */
        RENAME,
        /** The bytes are changed in the file itself, since it has other names, or an owner that a new file could not have. */
        IN_PLACE
    }

    /**
     * Reads a file.
     *
     * @param path the file, or a link to it
     * @return its bytes; empty if there is none
     * @throws IOException if it cannot be read
     */
    public Optional<FileContent> read(Path path) throws IOException {
        try {
            return Optional.of(FileContent.of(Files.readAllBytes(path)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (Files.notExists(path)) {
                // A folder on the way is a file, or a parent is missing on file systems that say so differently.
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Where a write goes in the end.
     *
     * @param path the file, or a link to it, or to nothing
     * @return the file behind all links at the end of the path
     * @throws IOException if the links go round in circles, or lead where root must not follow
     */
    public Path target(Path path) throws IOException {
        refuseLinkForRoot(path);
        Path target = path;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == LINKS) {
                throw new FileSystemException(path.toString(), null, "too many links");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target)).normalize();
        }
        return target;
    }

    /**
     * How a file would be written now.
     *
     * @param path the file, or a link to it
     * @return the way
     * @throws IOException if it cannot be looked at
     */
    public Way way(Path path) throws IOException {
        Path target = target(path);
        boolean inPlace = Files.exists(target) && (Belongings.links(target) > 1 || !belongings.canBeKept(target));
        return inPlace ? Way.IN_PLACE : Way.RENAME;
    }

    /**
     * Writes a file. Its folder exists.
     *
     * @param path the file, or a link to it
     * @param content its bytes
     * @param mode its mode; empty: the old one's, and the umask's for a new one
     * @param expected what must be there right before
     * @throws StaleFileException if something else is there
     * @throws IOException if it cannot be written; then it is as before, but with {@link Way#IN_PLACE}
     */
    public void write(Path path, FileContent content, OptionalInt mode, Optional<ContentHash> expected)
            throws IOException {
        Path target = target(path);
        if (way(target) == Way.IN_PLACE) {
            check(target, expected);
            overwrite(target, content);
            if (mode.isPresent()) {
                FileMode.set(target, mode.getAsInt());
            }
            return;
        }
        Path temporary = temporary(target);
        try {
            fill(temporary, target, content, mode);
            check(target, expected);
            steps.reach("rename to " + target);
            move(temporary, target);
        } catch (IOException e) {
            discard(temporary, e);
            throw e;
        }
        syncFolder(parent(target));
    }

    /**
     * Writes a file of our own, whatever is there.
     *
     * @param path the file
     * @param content its bytes
     * @param mode its mode
     * @throws IOException if it cannot be written
     */
    public void put(Path path, FileContent content, OptionalInt mode) throws IOException {
        write(path, content, mode, ContentHash.of(read(path)));
    }

    /**
     * Deletes a file. A link stays, its target goes.
     *
     * @param path the file, or a link to it
     * @param expected what must be there right before
     * @throws StaleFileException if something else is there
     * @throws IOException if it cannot be deleted
     */
    public void delete(Path path, ContentHash expected) throws IOException {
        Path target = target(path);
        check(target, Optional.of(expected));
        remove(target);
    }

    /**
     * Deletes a file or an empty folder of our own, if it is there.
     *
     * @param path where
     * @throws IOException if it cannot be deleted
     */
    public void remove(Path path) throws IOException {
        steps.reach("delete " + path);
        if (Files.deleteIfExists(path)) {
            syncFolder(parent(path));
        }
    }

    /**
     * Keeps a copy of a file, 0600, for its owner.
     *
     * @param from the file
     * @param to where; made with its folders
     * @throws IOException if it cannot be copied
     */
    public void keepAside(Path from, Path to) throws IOException {
        Optional<FileContent> content = read(from);
        if (content.isPresent()) {
            makeFolders(parent(to), OptionalInt.of(FileMode.OWNER_FOLDER));
            put(to, content.get(), OptionalInt.of(FileMode.OWNER_FILE));
        }
    }

    /**
     * The folders that would have to be made.
     *
     * @param folder a folder
     * @return it and those above it that are missing, the topmost first
     */
    public List<Path> missing(Path folder) {
        List<Path> missing = new ArrayList<>();
        for (Path at = folder; at != null && Files.notExists(at, LinkOption.NOFOLLOW_LINKS); at = at.getParent()) {
            missing.add(at);
        }
        Collections.reverse(missing);
        return missing;
    }

    /**
     * Makes a folder and those above it.
     *
     * @param folder the folder
     * @param mode the mode of each that is made; empty: the umask's
     * @throws IOException if one cannot be made
     */
    public void makeFolders(Path folder, OptionalInt mode) throws IOException {
        refuseLinkForRoot(folder);
        for (Path made : missing(folder)) {
            Path above = parent(made);
            steps.reach("make folder " + made);
            try {
                if (mode.isPresent()) {
                    Files.createDirectory(made, FileMode.atCreation(above, mode.getAsInt()));
                    FileMode.set(made, mode.getAsInt());
                } else {
                    Files.createDirectory(made);
                }
            } catch (FileAlreadyExistsException e) {
                if (Files.isDirectory(made)) {
                    // Another command was quicker, and sees to the rest.
                    continue;
                }
                throw e;
            }
            belongings.inherit(above, made);
            syncFolder(above);
        }
    }

    /**
     * Removes the temporary file that a dead process may have left.
     *
     * @param path the file that it was to become
     * @throws IOException if it cannot be removed
     */
    public void sweep(Path path) throws IOException {
        Path temporary = temporary(target(path));
        if (Files.exists(temporary, LinkOption.NOFOLLOW_LINKS)) {
            remove(temporary);
        }
    }

    /**
     * Appends to a file of our own, 0600, and syncs it.
     *
     * @param path the file, made if there is none
     * @param content what comes to its end
     * @throws IOException if it cannot be written
     */
    public void append(Path path, FileContent content) throws IOException {
        boolean fresh = Files.notExists(path);
        steps.reach("open " + path);
        try (FileChannel channel = FileChannel.open(
                path,
                java.util.Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                FileMode.atCreation(parent(path), FileMode.OWNER_FILE))) {
            if (fresh) {
                FileMode.set(path, FileMode.OWNER_FILE);
                belongings.inherit(parent(path), path);
            }
            steps.reach("append to " + path);
            ByteBuffer bytes = ByteBuffer.wrap(content.bytes());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            steps.reach("sync " + path);
            channel.force(true);
        }
        if (fresh) {
            syncFolder(parent(path));
        }
    }

    private void fill(Path temporary, Path target, FileContent content, OptionalInt mode) throws IOException {
        boolean fresh = Files.notExists(target);
        Path folder = parent(target);
        steps.reach("make " + temporary);
        Files.deleteIfExists(temporary);
        boolean copied = !fresh && belongings.startAsCopy(target, temporary);
        if (copied && mode.isPresent()) {
            FileMode.set(temporary, mode.getAsInt());
        }
        // A new file without a mode is the umask's business; all others are nobody's but ours until they are complete.
        boolean open = fresh && mode.isEmpty();
        try (FileChannel channel = copied
                ? FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                : FileChannel.open(
                        temporary,
                        java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        open
                                ? new java.nio.file.attribute.FileAttribute<?>[0]
                                : FileMode.atCreation(folder, FileMode.OWNER_FILE))) {
            write(channel, temporary, content);
            steps.reach("dress " + temporary);
            if (fresh) {
                belongings.inherit(folder, temporary);
            } else {
                belongings.copy(target, temporary);
            }
            if (mode.isPresent()) {
                FileMode.set(temporary, mode.getAsInt());
            }
            steps.reach("sync " + temporary);
            channel.force(true);
        }
    }

    private void overwrite(Path target, FileContent content) throws IOException {
        steps.reach("open " + target);
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            steps.reach("truncate " + target);
            // First empty, then filled from the start: what a crash leaves is a beginning of the new bytes, and so can
            // be told from an edit.
            channel.truncate(0);
            write(channel, target, content);
            steps.reach("sync " + target);
            channel.force(true);
        }
    }

    private void write(FileChannel channel, Path file, FileContent content) throws IOException {
        byte[] bytes = content.bytes();
        for (int at = 0; at < bytes.length; at += CHUNK) {
            steps.reach("write " + file);
            ByteBuffer chunk = ByteBuffer.wrap(bytes, at, Math.min(CHUNK, bytes.length - at));
            while (chunk.hasRemaining()) {
                channel.write(chunk);
            }
        }
    }

    private void check(Path target, Optional<ContentHash> expected) throws IOException {
        if (!ContentHash.of(read(target)).equals(expected)) {
            throw new StaleFileException(target);
        }
    }

    /** On Windows a scanner or an editor may hold the file open for a moment. */
    private void move(Path from, Path to) throws IOException {
        Instant end =
                host.operatingSystem() == OperatingSystem.WINDOWS ? host.now().plus(SHARING) : Instant.MIN;
        while (true) {
            try {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return;
            } catch (AtomicMoveNotSupportedException e) {
                throw e;
            } catch (FileSystemException e) {
                if (end.equals(Instant.MIN) || !host.now().isBefore(end)) {
                    throw e;
                }
                host.pause(SHARING_PAUSE);
            }
        }
    }

    private void discard(Path temporary, IOException cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Folders can be synced on POSIX systems alone; elsewhere they cannot even be opened. */
    private void syncFolder(Path folder) throws IOException {
        steps.reach("sync folder " + folder);
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (FileSystemException notHere) {
            return;
        }
    }

    private void refuseLinkForRoot(Path path) throws IOException {
        Path workspace = host.workspace();
        if (host.account().privilege() != Account.Privilege.ADMINISTRATOR
                || !path.getFileSystem().equals(workspace.getFileSystem())
                || !path.startsWith(workspace)) {
            return;
        }
        Path at = workspace;
        for (Path name : workspace.relativize(path)) {
            at = at.resolve(name);
            if (Files.isSymbolicLink(at)) {
                throw new FileSystemException(at.toString(), null, "a link, which root does not follow here");
            }
        }
    }

    private static Path temporary(Path target) {
        String name = target.getFileName().toString();
        String hash = ContentHash.of(FileContent.of(name.getBytes(StandardCharsets.UTF_8)))
                .hex();
        return target.resolveSibling(".headroom-" + hash.substring(0, NAME_DIGITS) + ".tmp");
    }

    private static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("a root folder is no file: " + path);
        }
        return parent;
    }
}
