package io.headroom.compress.json.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real output of tools, where the recordings lie beside the project: the tables among it are claimed, and nothing else. */
@Tag("C-507")
@Tag("C-401")
final class RecordedGridsTest {
    @Test
    @DisplayName("C-401: of all recorded outputs, only those of ps are one table")
    void claimsTablesOnly() throws IOException {
        TreeSet<String> claimed = new TreeSet<>();
        for (Path file : recordings()) {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            Grids.compress(text).ifPresent(form -> {
                assertEquals(text, Grids.decode(form), file.toString());
                claimed.add(file.getFileName().toString());
            });
        }

        assertTrue(claimed.contains("listing-ps.txt"), claimed.toString());
        claimed.removeIf(name -> name.startsWith("listing-ps"));
        assertEquals(new TreeSet<>(), claimed);
    }

    private static List<Path> recordings() throws IOException {
        Path start = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        Optional<Path> folder = Stream.iterate(start, path -> path != null, Path::getParent)
                .map(path -> path.resolve("shared").resolve("fixtures").resolve("tool-output"))
                .filter(Files::isDirectory)
                .findFirst();
        if (folder.isEmpty()) {
            System.out.println("skipped: no folder shared/fixtures/tool-output beside the checkout");
        }
        assumeTrue(folder.isPresent(), "no recorded outputs");
        try (Stream<Path> files = Files.list(folder.orElseThrow())) {
            return files.sorted().toList();
        }
    }
}
