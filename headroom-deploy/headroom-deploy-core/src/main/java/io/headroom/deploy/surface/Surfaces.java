package io.headroom.deploy.surface;

import io.headroom.api.change.Change;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import io.headroom.deploy.file.AtomicFiles;
import io.headroom.deploy.file.ContentHash;
import io.headroom.deploy.file.FileMode;
import io.headroom.deploy.file.StaleFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads and writes surfaces of every kind as contents. A directory, and what a command does, is an empty content if it is there. What a
 * command does is not looked at, but known from what is owned, see {@link #known}: its probe tells alone whether there is something to undo.
 * Reading runs no command but queries. Thread-safe as {@link AtomicFiles} is.
 */
public final class Surfaces {
    private static final FileContent THERE = FileContent.of("");

    private final Host host;
    private final AtomicFiles files;
    private final RegistryValues registry;

    /**
     * Creates the surfaces of a machine.
     *
     * @param host the machine
     * @param files reads and writes its files
     */
    public Surfaces(Host host, AtomicFiles files) {
        this.host = host;
        this.files = files;
        this.registry = new RegistryValues(host);
    }

    /**
     * How the surface of a change is called: for files by what links lead to, so that two names of one file are one surface.
     *
     * @param change the change
     * @return its name among all surfaces
     * @throws IOException if links cannot be followed
     */
    public String key(Change change) throws IOException {
        Surface surface = Surface.of(change);
        return surface.kind() == Surface.Kind.FILE
                ? Surface.file(place(change).orElseThrow()).key()
                : surface.key();
    }

    /**
     * Where a change really goes.
     *
     * @param change the change
     * @return the file behind all links, or the directory; empty for others
     * @throws IOException if links cannot be followed
     */
    public Optional<Path> place(Change change) throws IOException {
        Surface surface = Surface.of(change);
        if (surface.kind() != Surface.Kind.FILE) {
            return surface.path();
        }
        Path target = files.target(surface.path().orElseThrow());
        Path above = target.getParent();
        while (above != null && Files.notExists(above)) {
            above = above.getParent();
        }
        return Optional.of(above == null ? target : above.toRealPath().resolve(above.relativize(target)));
    }

    /**
     * Reads the surface of a change.
     *
     * @param change the change
     * @return what is there; empty if nothing is
     * @throws IOException if it cannot be read
     */
    public Optional<FileContent> read(Change change) throws IOException {
        Surface surface = Surface.of(change);
        return switch (surface.kind()) {
            case FILE -> files.read(surface.path().orElseThrow());
            case DIRECTORY -> there(Files.isDirectory(surface.path().orElseThrow()));
            case ENVIRONMENT -> registry.read((Change.EnvironmentValue) change);
            case COMMAND -> Optional.empty();
        };
    }

    /**
     * What is there, once it is known whether something of ours is.
     *
     * @param change the change
     * @param owned whether somebody has a layer on the surface
     * @param now what {@link #read} gave
     * @return for a command whether it was done, for others what was read
     */
    public static Optional<FileContent> known(Change change, boolean owned, Optional<FileContent> now) {
        return Surface.of(change).kind() == Surface.Kind.COMMAND ? there(owned) : now;
    }

    /**
     * The mode of what is there.
     *
     * @param change the change
     * @return its mode; empty where there is none
     * @throws IOException if it cannot be looked at
     */
    public OptionalInt mode(Change change) throws IOException {
        Optional<Path> path = Surface.of(change).path();
        return path.isPresent() && Files.exists(path.get()) ? FileMode.of(path.get()) : OptionalInt.empty();
    }

    /**
     * Whether a write to a file would not be atomic.
     *
     * @param change the change
     * @return how it is written
     * @throws IOException if the file cannot be looked at
     */
    public AtomicFiles.Way way(Change change) throws IOException {
        Surface surface = Surface.of(change);
        return surface.kind() == Surface.Kind.FILE ? files.way(surface.path().orElseThrow()) : AtomicFiles.Way.RENAME;
    }

    /**
     * Why the file of a change must not be written, as far as that can be seen.
     *
     * @param change the change
     * @return the reason, in words that fit behind a colon; empty if nothing speaks against it
     * @throws IOException if it cannot be looked at
     */
    public Optional<String> obstacle(Change change) throws IOException {
        Surface surface = Surface.of(change);
        if (surface.kind() == Surface.Kind.ENVIRONMENT) {
            return host.operatingSystem() == OperatingSystem.WINDOWS
                    ? Optional.empty()
                    : Optional.of("only Windows has a registry");
        }
        if (surface.path().isEmpty()) {
            return Optional.empty();
        }
        Path place = place(change).orElseThrow();
        boolean wrongKind = surface.kind() == Surface.Kind.FILE
                ? Files.exists(place) && !Files.isRegularFile(place)
                : Files.exists(place) && !Files.isDirectory(place);
        if (wrongKind) {
            return Optional.of(surface.kind() == Surface.Kind.FILE ? "it is not a plain file" : "it is not a folder");
        }
        if (surface.kind() == Surface.Kind.FILE && Files.exists(place) && FileMode.readOnly(place)) {
            return Optional.of("the file is read-only");
        }
        Path folder = place.getParent();
        while (folder != null && Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            folder = folder.getParent();
        }
        return folder == null || Files.isDirectory(folder)
                ? Optional.empty()
                : Optional.of(folder + " is not a folder");
    }

    /**
     * Whether the account may write where a change goes.
     *
     * @param change the change
     * @return whether it may, as far as can be seen
     * @throws IOException if it cannot be looked at
     */
    public boolean permitted(Change change) throws IOException {
        Optional<Path> place = place(change);
        if (place.isEmpty()) {
            return true;
        }
        Path at = place.get();
        while (at != null && Files.notExists(at)) {
            at = at.getParent();
        }
        boolean itself = at != null && at.equals(place.get());
        return at == null
                || (Files.isWritable(at) && (!itself || at.getParent() == null || Files.isWritable(at.getParent())));
    }

    /**
     * The folders that writing a change would make.
     *
     * @param change the change
     * @return their paths, the topmost first
     * @throws IOException if links cannot be followed
     */
    public List<Path> missingFolders(Change change) throws IOException {
        Optional<Path> place = place(change);
        if (place.isEmpty()) {
            return List.of();
        }
        boolean file = Surface.of(change).kind() == Surface.Kind.FILE;
        return files.missing(file ? place.get().getParent() : place.get());
    }

    /**
     * A surface that is to have a content.
     *
     * @param change a change of this surface
     * @param now what must be there right before
     * @param next what is to be there; empty: nothing
     * @param mode its mode; empty: as it is
     */
    public record Write(Change change, Optional<FileContent> now, Optional<FileContent> next, OptionalInt mode) {}

    /**
     * Makes surfaces have contents. What is so already is not touched. Values of the registry are written at once, others one by one, in
     * order. Directories are only made here; those that nothing needs go when their owner tidies up.
     *
     * @param writes what is to be where
     * @throws StaleFileException if something else than expected is there
     * @throws IOException if something cannot be written
     */
    public void write(List<Write> writes) throws IOException {
        List<RegistryValues.Write> values = new ArrayList<>();
        for (Write write : writes) {
            if (write.change() instanceof Change.EnvironmentValue value) {
                values.add(new RegistryValues.Write(value, write.now(), write.next()));
            } else {
                write(write);
            }
        }
        registry.write(values);
    }

    private void write(Write write) throws IOException {
        Change change = write.change();
        Surface surface = Surface.of(change);
        if (surface.kind() == Surface.Kind.FILE) {
            writeFile(place(change).orElseThrow(), write.next(), write.mode(), ContentHash.of(write.now()));
        } else if (surface.kind() == Surface.Kind.DIRECTORY && write.next().isPresent()) {
            files.makeFolders(surface.path().orElseThrow(), write.mode());
        } else if (change instanceof Change.Command command) {
            if (write.next().isPresent()) {
                run(command.apply());
            } else if (host.query(command.probe()).succeeded()) {
                run(command.undo());
            }
        }
    }

    private void writeFile(Path path, Optional<FileContent> next, OptionalInt mode, Optional<ContentHash> expected)
            throws IOException {
        Optional<ContentHash> wanted = ContentHash.of(next);
        boolean sameMode =
                mode.isEmpty() || Files.notExists(path) || FileMode.of(path).equals(mode);
        if (ContentHash.of(files.read(path)).equals(wanted) && sameMode) {
            return;
        }
        if (next.isPresent()) {
            files.makeFolders(path.getParent(), OptionalInt.empty());
            files.write(path, next.get(), mode, expected);
        } else if (expected.isPresent()) {
            files.delete(path, expected.get());
        }
    }

    private void run(CommandLine command) throws IOException {
        CommandFailedException.check(command, host.run(command));
    }

    private static Optional<FileContent> there(boolean there) {
        return there ? Optional.of(THERE) : Optional.empty();
    }
}
