package io.headroom.compress.testing;

import io.headroom.api.original.Original;
import io.headroom.api.original.OriginalStore;
import io.headroom.compress.Stores;
import io.headroom.compress.settle.ContentHash;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A process that keeps originals without end and prints the number of each one that is kept, until it is killed. */
public final class KeepingProcess {
    private KeepingProcess() {}

    /** Starts the process on a database. */
    public static Process start(String url) throws IOException {
        return TestJvm.start(KeepingProcess.class, url);
    }

    /** The text of an original. */
    public static String text(int number) {
        return "original " + number + " ".repeat(1_000) + number * 7_919L;
    }

    /** Keeps; reports an original as soon as the store says that it is kept. */
    public static void main(String[] arguments) {
        OriginalStore store = Stores.jdbc(arguments[0], "", 1L << 30).originals();
        store.key();
        for (int i = 1; ; i++) {
            String text = text(i);
            Original original = new Original(ContentHash.of(text).hex(), text, Optional.empty());
            if (store.keep(List.of(original), Duration.ofSeconds(20)).isEmpty()) {
                throw new IllegalStateException("not kept: " + store.trouble().orElse("no trouble"));
            }
            System.out.println(i);
        }
    }
}
