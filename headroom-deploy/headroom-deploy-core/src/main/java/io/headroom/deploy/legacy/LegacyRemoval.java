package io.headroom.deploy.legacy;

import io.headroom.api.change.FileContent;
import io.headroom.api.host.Host;
import io.headroom.deploy.file.AtomicFiles;
import io.headroom.deploy.file.ContentHash;
import io.headroom.deploy.file.FileMode;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.legacy.Leftover.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Takes blocks of the Python Headroom out of files, each of which is copied to {@code <ws>/deploy/kept/legacy/} before. */
public final class LegacyRemoval {
    private static final String FORMER = "# was: ";
    private static final int DIGITS = 8;

    private final Path kept;
    private final AtomicFiles files;

    /**
     * Works on a host.
     *
     * @param host where
     */
    public LegacyRemoval(Host host) {
        kept = host.workspace().resolve("deploy").resolve("kept").resolve("legacy");
        files = new AtomicFiles(host, Steps.NONE);
    }

    /**
     * Takes blocks out; what can only be taken out by hand is left.
     *
     * @param leftovers what {@link LegacyMarks} found
     * @return where the files were copied to, by file
     * @throws IOException if a file cannot be copied or written; that file is as it was
     */
    public Map<Path, Path> remove(List<Leftover> leftovers) throws IOException {
        Map<Path, List<Leftover>> byFile = new LinkedHashMap<>();
        leftovers.stream()
                .filter(one -> one.kind() == Kind.BLOCK)
                .forEach(one -> byFile.computeIfAbsent(one.file(), file -> new ArrayList<>())
                        .add(one));
        Map<Path, Path> copies = new LinkedHashMap<>();
        for (Map.Entry<Path, List<Leftover>> entry : byFile.entrySet()) {
            copies.put(entry.getKey(), remove(entry.getKey(), entry.getValue()));
        }
        return copies;
    }

    private Path remove(Path file, List<Leftover> blocks) throws IOException {
        Optional<FileContent> before = files.read(file);
        byte[] bytes = before.orElse(FileContent.of("")).bytes();
        Optional<ContentHash> hash = ContentHash.of(before);
        String name = hash.map(ContentHash::hex).orElse("").substring(0, DIGITS) + "-" + file.getFileName();
        Path copy = kept.resolve(name);
        files.makeFolders(kept, OptionalInt.of(FileMode.OWNER_FOLDER));
        files.put(copy, FileContent.of(bytes), OptionalInt.of(FileMode.OWNER_FILE));
        // Byte for byte: whatever the encoding, marks and line ends are ASCII.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String rest = without(text, blocks);
        files.write(file, FileContent.of(rest.getBytes(StandardCharsets.ISO_8859_1)), OptionalInt.empty(), hash);
        return copy;
    }

    /** The text without the lines of the blocks, but with what they say was there before. */
    private static String without(String text, List<Leftover> blocks) {
        StringBuilder rest = new StringBuilder();
        int number = 0;
        for (String line : text.split("(?<=\n)|(?<=\r)(?!\n)", -1)) {
            number++;
            int here = number;
            boolean inside = blocks.stream().anyMatch(block -> block.first() <= here && here <= block.last());
            if (!inside) {
                rest.append(line);
            } else if (line.startsWith(FORMER)) {
                rest.append(line.substring(FORMER.length()));
            }
        }
        return rest.toString();
    }
}
