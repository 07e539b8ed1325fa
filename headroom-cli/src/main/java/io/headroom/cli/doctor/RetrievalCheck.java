package io.headroom.cli.doctor;

import io.headroom.api.original.OriginalStore;
import io.headroom.cli.console.Failure;
import io.headroom.cli.original.LocalStores;
import io.headroom.compress.OriginalList;
import io.headroom.compress.Stores;
import io.headroom.compress.retrieve.Answer;
import io.headroom.compress.retrieve.Retrieval;
import io.headroom.compress.retrieve.RetrievalId;
import io.headroom.compress.retrieve.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/**
 * Whether what was left out of texts can be had back by this account: the marker of the original that was kept last is made anew and
 * redeemed. It keeps nothing itself, so where nothing was ever left out there is nothing to redeem.
 */
final class RetrievalCheck implements Check {
    private static final String NAME = "retrieval";

    private final ParseResult parsed;

    /** A check of the store that a command line's settings name. */
    RetrievalCheck(ParseResult parsed) {
        this.parsed = parsed;
    }

    @Override
    public List<Diagnosis> look(Scene scene) {
        Path file = scene.host().workspace().resolve("headroom.db");
        if (isDamaged(file)) {
            return List.of(Diagnosis.skip(NAME, file + " cannot be used; see workspace"));
        }
        try {
            return List.of(Adapters.ask("headroom-retrieval", () -> stores(scene)));
        } catch (Adapters.NoAnswerException silent) {
            return List.of(Diagnosis.fail(NAME, "the store of originals " + silent.getMessage(), "headroom config"));
        }
    }

    private static boolean isDamaged(Path file) {
        try {
            return Files.isRegularFile(file) && !WorkspaceCheck.isDatabase(file);
        } catch (IOException unreadable) {
            return true;
        }
    }

    private Diagnosis stores(Scene scene) {
        Optional<Stores> found;
        try {
            found = LocalStores.open(scene.asked().console(), parsed);
        } catch (Failure wrongSettings) {
            String message = wrongSettings.getMessage();
            return Diagnosis.fail(
                    NAME,
                    message.lines().limit(2).map(String::strip).collect(Collectors.joining(" ")),
                    "headroom config");
        }
        if (found.isEmpty()) {
            return Diagnosis.ok(NAME, "nothing was left out of a text yet");
        }
        try (Stores stores = found.get()) {
            return redeemed(stores);
        }
    }

    private static Diagnosis redeemed(Stores stores) {
        OriginalStore originals = stores.originals();
        Optional<byte[]> key = originals.key();
        if (key.isEmpty()) {
            return Diagnosis.fail(
                    NAME,
                    originals.trouble().orElse("the store of originals cannot be read"),
                    "headroom originals list");
        }
        Optional<OriginalList.Entry> last =
                stores.originalList().entries().stream().max(Comparator.comparing(OriginalList.Entry::created));
        if (last.isEmpty()) {
            return Diagnosis.ok(NAME, "the store can be read; nothing was left out of a text yet");
        }
        String id =
                RetrievalId.of(last.get().hash(), key.get(), originals.tenant()).toString();
        Answer answer = new Retrieval(originals).retrieve(id, Slice.lines(1, 1));
        return answer instanceof Answer.Part || answer instanceof Answer.Outside
                ? Diagnosis.ok(NAME, "what was left out can be had back; the last is " + id)
                : Diagnosis.fail(
                        NAME,
                        "the original that was kept last, " + id + ", cannot be had back",
                        "headroom retrieve " + id);
    }
}
