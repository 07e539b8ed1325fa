package io.headroom.deploy.ownership;

import io.headroom.api.change.Change;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.file.AtomicFiles;
import io.headroom.deploy.file.ContentHash;
import io.headroom.deploy.file.FileMode;
import io.headroom.deploy.file.Images;
import io.headroom.deploy.record.DamagedRecordException;
import io.headroom.deploy.record.JsonOutput;
import io.headroom.deploy.record.JsonRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Who has what on the surfaces that profiles share (D-209), in {@code ownership.json}, and the folders that were made on the way. Its bytes
 * lie in {@code .images} beside, a name that no profile can have. Read anew for each use, since other processes write it; whoever writes
 * holds the lock of the folder.
 */
public final class Ownership {
    private static final int SCHEMA = 1;

    private final Path folder;
    private final Path file;
    private final int mode;
    private final AtomicFiles files;
    private final Images images;
    private final StackJson json;

    /**
     * The ownership in a folder. Touches nothing.
     *
     * @param folder {@code <ws>/deploy}, or the machine's
     * @param files writes it
     */
    public Ownership(Path folder, AtomicFiles files) {
        this(folder, FileMode.OWNER_FOLDER, files);
    }

    /**
     * The ownership in a folder of a mode. Touches nothing.
     *
     * @param folder {@code <ws>/deploy}, or the machine's
     * @param mode the folder's bits, if it has to be made
     * @param files writes it
     */
    public Ownership(Path folder, int mode, AtomicFiles files) {
        this.folder = folder;
        this.mode = mode;
        this.file = folder.resolve("ownership.json");
        this.files = files;
        this.images = new Images(folder.resolve(".images"), files);
        this.json = new StackJson(images, folder.getFileSystem());
    }

    /**
     * Where it is.
     *
     * @return the folder, which has the lock
     */
    public Path folder() {
        return folder;
    }

    /**
     * Makes the folder if it is missing.
     *
     * @return the folders that were made, the topmost first; to be noted by {@link #addFolders} once the lock is held
     * @throws IOException if it cannot be made
     */
    public List<Path> makeFolder() throws IOException {
        List<Path> missing = files.missing(folder);
        files.makeFolders(folder, OptionalInt.of(mode));
        return missing;
    }

    /**
     * Whether anything of a profile is known. If not, what it made is known from its manifest alone.
     *
     * @param profile the profile
     * @return whether something of it was ever noted and not yet forgotten
     * @throws IOException if it cannot be read
     */
    public boolean knows(String profile) throws IOException {
        return load().profiles.contains(profile);
    }

    /**
     * The stack of a surface.
     *
     * @param key the surface
     * @return the stack; empty if nothing of ours is there
     * @throws IOException if it cannot be read
     */
    public Optional<Stack> find(String key) throws IOException {
        JsonRecord record = load().stacks.get(key);
        return record == null ? Optional.empty() : Optional.of(json.read(record));
    }

    /**
     * The stack that has a change, wherever it is: links may lead elsewhere than they did.
     *
     * @param change the change
     * @return the stack; empty if no stack has it
     * @throws IOException if it cannot be read
     */
    public Optional<Stack> holding(Change change) throws IOException {
        for (JsonRecord record : load().stacks.values()) {
            for (JsonRecord layer : record.objects("layers")) {
                boolean candidate =
                        layer.maybeText("id").equals(Optional.of(change.info().id()));
                if (candidate) {
                    Stack stack = json.read(record);
                    if (stack.layer(change).isPresent()) {
                        return Optional.of(stack);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Writes a stack down; an empty one is forgotten.
     *
     * @param stack the stack
     * @throws IOException if it cannot be written
     */
    public void save(Stack stack) throws IOException {
        save(List.of(stack), List.of());
    }

    /**
     * Writes stacks down, and the folders that are about to be made for them.
     *
     * @param stacks the stacks; an empty one is forgotten
     * @param made the folders
     * @throws IOException if they cannot be written
     */
    public void save(Collection<Stack> stacks, List<Path> made) throws IOException {
        Loaded loaded = load();
        loaded.folders.addAll(made);
        for (Stack stack : stacks) {
            put(loaded, stack);
        }
        store(loaded);
    }

    /**
     * Forgets that a profile was ever known.
     *
     * @param profile the profile
     * @throws IOException if it cannot be forgotten
     */
    public void forget(String profile) throws IOException {
        Loaded loaded = load();
        if (loaded.profiles.remove(profile)) {
            store(loaded);
        }
    }

    private void put(Loaded loaded, Stack stack) throws IOException {
        if (stack.isEmpty()) {
            loaded.stacks.remove(stack.key());
        } else {
            json.keep(stack);
            loaded.stacks.put(stack.key(), JsonRecord.parse(JsonOutput.line(out -> json.write(stack, out))));
        }
        for (Layer layer : stack.layers()) {
            loaded.profiles.add(layer.change().info().owner().profile());
        }
    }

    /**
     * The folders that we made.
     *
     * @return their paths
     * @throws IOException if they cannot be read
     */
    public Set<Path> folders() throws IOException {
        return Set.copyOf(load().folders);
    }

    /**
     * Notes folders that are about to be made.
     *
     * @param made their paths
     * @throws IOException if they cannot be noted
     */
    public void addFolders(List<Path> made) throws IOException {
        Loaded loaded = load();
        if (!loaded.folders.containsAll(made)) {
            loaded.folders.addAll(made);
            store(loaded);
        }
    }

    /**
     * Removes the folders that we made on the way to a place and that nothing needs any more, and forgets them.
     *
     * @param place a file or folder
     * @throws IOException if an empty one cannot be removed
     */
    public void tidy(Path place) throws IOException {
        Loaded loaded = load();
        Set<Path> before = Set.copyOf(loaded.folders);
        for (Path at = place; at != null; at = at.getParent()) {
            if (!loaded.folders.contains(at) || loaded.stacks.containsKey("directory:" + at)) {
                continue;
            }
            if (Files.isDirectory(at) && empty(at)) {
                files.remove(at);
            }
            if (!Files.isDirectory(at)) {
                loaded.folders.remove(at);
            }
        }
        if (!before.equals(loaded.folders)) {
            store(loaded);
        }
    }

    /**
     * Drops bytes that no stack needs.
     *
     * @throws IOException if they cannot be dropped
     */
    public void sweep() throws IOException {
        Set<ContentHash> needed = new HashSet<>();
        for (JsonRecord stack : load().stacks.values()) {
            needed.addAll(StackJson.needs(stack));
        }
        images.retain(needed);
    }

    /**
     * Removes the files if nothing is owned.
     *
     * @return the folders that we made, the deepest first; empty if something is owned
     * @throws IOException if the files cannot be removed
     */
    public Optional<List<Path>> dissolve() throws IOException {
        Loaded loaded = load();
        if (!loaded.stacks.isEmpty() || !loaded.profiles.isEmpty()) {
            return Optional.empty();
        }
        images.retain(Set.of());
        files.sweep(file);
        files.remove(file);
        List<Path> left = new ArrayList<>(loaded.folders);
        left.sort((one, other) -> Integer.compare(other.getNameCount(), one.getNameCount()));
        return Optional.of(left);
    }

    private Loaded load() throws IOException {
        Optional<FileContent> content = files.read(file);
        Loaded loaded = new Loaded();
        if (content.isEmpty()) {
            return loaded;
        }
        try {
            JsonRecord record = JsonRecord.parse(new String(content.get().bytes(), StandardCharsets.UTF_8));
            for (JsonRecord stack : record.objects("surfaces")) {
                loaded.stacks.put(stack.text("key"), stack);
            }
            loaded.profiles.addAll(record.texts("profiles"));
            record.texts("folders")
                    .forEach(path -> loaded.folders.add(folder.getFileSystem().getPath(path)));
        } catch (DamagedRecordException e) {
            loaded.damaged = true;
        }
        return loaded;
    }

    private void store(Loaded loaded) throws IOException {
        if (loaded.damaged) {
            files.keepAside(file, file.resolveSibling("ownership.json.damaged"));
        }
        List<Stack> stacks = new ArrayList<>();
        for (JsonRecord record : loaded.stacks.values()) {
            stacks.add(json.read(record));
        }
        String text = JsonOutput.document(out -> {
            out.writeStartObject();
            out.writeNumberProperty("schema_version", SCHEMA);
            out.writeArrayPropertyStart("profiles");
            loaded.profiles.forEach(out::writeString);
            out.writeEndArray();
            out.writeArrayPropertyStart("folders");
            loaded.folders.forEach(path -> out.writeString(path.toString()));
            out.writeEndArray();
            out.writeArrayPropertyStart("surfaces");
            stacks.forEach(stack -> json.write(stack, out));
            out.writeEndArray();
            out.writeEndObject();
        });
        makeFolder();
        files.put(file, FileContent.of(text), OptionalInt.of(FileMode.OWNER_FILE));
    }

    private static boolean empty(Path directory) throws IOException {
        try (var entries = Files.newDirectoryStream(directory)) {
            return !entries.iterator().hasNext();
        }
    }

    private static final class Loaded {
        private final Map<String, JsonRecord> stacks = new LinkedHashMap<>();
        private final Set<String> profiles = new LinkedHashSet<>();
        private final Set<Path> folders = new LinkedHashSet<>();
        private boolean damaged;
    }
}
