package io.headroom.api.kit;

import io.headroom.api.change.Change;
import io.headroom.api.testkit.ChangePlayer;
import io.headroom.api.testkit.host.FakeHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A change engine that knows files of our own alone; enough to prove the adapter kit. */
final class OwnFilePlayer implements ChangePlayer {
    /** Whether the way back works. */
    enum Way {
        BACK,
        LOST
    }

    private final Way way;

    OwnFilePlayer(Way way) {
        this.way = way;
    }

    @Override
    public Undo apply(List<Change> changes, FakeHost host) {
        Deque<Restore> former = new ArrayDeque<>();
        for (Change change : changes) {
            try {
                apply((Change.OwnFile) change, former);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return () -> former.forEach(OwnFilePlayer::restore);
    }

    private void apply(Change.OwnFile file, Deque<Restore> former) throws IOException {
        Path directory = file.path().getParent();
        boolean made = Files.notExists(directory);
        byte[] bytes = Files.exists(file.path()) ? Files.readAllBytes(file.path()) : new byte[0];
        boolean existed = Files.exists(file.path());
        Files.createDirectories(directory);
        Files.write(file.path(), file.content().bytes());
        if (way == Way.LOST) {
            return;
        }
        former.push(() -> {
            if (existed) {
                Files.write(file.path(), bytes);
            } else {
                Files.deleteIfExists(file.path());
            }
            if (made) {
                Files.deleteIfExists(directory);
            }
        });
    }

    private static void restore(Restore restore) {
        try {
            restore.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Restore {
        void run() throws IOException;
    }
}
