package io.headroom.deploy.legacy;

import io.headroom.api.change.FileContent;
import io.headroom.api.host.Host;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.edit.json.JsonEditor;
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

/** Takes what the Python Headroom left out of files, each of which is copied to {@code <ws>/deploy/kept/legacy/} before. */
public final class LegacyRemoval {
    private static final String FORMER = "# was: ";
    private static final int DIGITS = 8;

    private final Path kept;
    private final AtomicFiles files;
    private final LegacyCrontab crontab;

    /**
     * Works on a host.
     *
     * @param host where
     */
    public LegacyRemoval(Host host) {
        kept = host.workspace().resolve("deploy").resolve("kept").resolve("legacy");
        files = new AtomicFiles(host, Steps.NONE);
        crontab = new LegacyCrontab(host);
    }

    /**
     * What became of leftovers.
     *
     * @param copies where files were copied to, by file
     * @param failures why files are as they were, by file
     */
    public record Removed(Map<Path, Path> copies, Map<Path, String> failures) {
        /** Copies the maps. */
        public Removed {
            copies = Map.copyOf(copies);
            failures = Map.copyOf(failures);
        }
    }

    /**
     * Takes leftovers out; what can only be taken out by hand is left. A file that cannot be copied or written is as it was, and keeps no
     * other one from being done.
     *
     * @param leftovers what {@link LegacyMarks} found
     * @return what was done
     */
    public Removed remove(List<Leftover> leftovers) {
        Map<Path, List<Leftover>> byFile = new LinkedHashMap<>();
        leftovers.stream()
                .filter(one -> one.kind().removable())
                .forEach(one -> byFile.computeIfAbsent(one.file(), file -> new ArrayList<>())
                        .add(one));
        Map<Path, Path> copies = new LinkedHashMap<>();
        Map<Path, String> failures = new LinkedHashMap<>();
        byFile.forEach((file, ours) -> {
            try {
                boolean isCrontab = ours.get(0).kind() == Kind.CRON_BLOCK;
                copies.put(file, isCrontab ? ofCrontab(ours) : ofFile(file, ours));
            } catch (IOException | EditRefusedException failed) {
                failures.put(file, String.valueOf(failed.getMessage()));
            }
        });
        return new Removed(copies, failures);
    }

    private Path ofCrontab(List<Leftover> blocks) throws IOException {
        String text = crontab.read().orElse("");
        Path copy = copy(crontab.name(), FileContent.of(text));
        crontab.write(without(text, blocks));
        return copy;
    }

    private Path ofFile(Path file, List<Leftover> ours) throws IOException, EditRefusedException {
        Optional<FileContent> before = files.read(file);
        FileContent content = before.orElse(FileContent.of(""));
        Path copy = copy(file, content);
        // Byte for byte: whatever the encoding, marks and line ends are ASCII.
        String text = new String(content.bytes(), StandardCharsets.ISO_8859_1);
        FileContent rest = FileContent.of(without(text, ours).getBytes(StandardCharsets.ISO_8859_1));
        for (Leftover one : ours) {
            if (one.edit().isPresent()) {
                rest = new JsonEditor()
                        .make(one.edit().get(), Optional.of(rest))
                        .after();
            }
        }
        files.write(file, rest, OptionalInt.empty(), ContentHash.of(before));
        return copy;
    }

    private Path copy(Path file, FileContent content) throws IOException {
        String hash = ContentHash.of(Optional.of(content)).map(ContentHash::hex).orElse("");
        Path copy = kept.resolve(hash.substring(0, DIGITS) + "-" + file.getFileName());
        files.makeFolders(kept, OptionalInt.of(FileMode.OWNER_FOLDER));
        files.put(copy, content, OptionalInt.of(FileMode.OWNER_FILE));
        return copy;
    }

    /** The text without the lines of the blocks, but with what they say was there before. */
    private static String without(String text, List<Leftover> ours) {
        List<Leftover> blocks =
                ours.stream().filter(one -> one.edit().isEmpty()).toList();
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
