package io.headroom.compress.testing;

import io.headroom.compress.Reason;
import io.headroom.compress.SettledForms;
import io.headroom.compress.SettledForms.Settled;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A process that settles forms without end and prints the number of each one that is settled, until it is killed. */
public final class SettlingProcess {
    private SettlingProcess() {}

    /** Starts the process on a database. */
    public static Process start(Path file) throws IOException {
        return TestJvm.start(SettlingProcess.class, file.toString());
    }

    /** The key of a form. */
    public static String key(int number) {
        return "killed" + number;
    }

    /** Settles; reports a form only once it is found again. */
    public static void main(String[] arguments) {
        SettledForms store = SettledForms.sqlite(Path.of(arguments[0]));
        store.findAll(List.of());
        for (int i = 1; ; i++) {
            String key = key(i);
            Settled form = new Settled(
                    key, Reason.OK, Optional.of("test"), Optional.of("form ".repeat(200) + i), "bytes", 900, 90);
            store.settle(List.of(form));
            Await.until("settled", Duration.ofSeconds(20), () -> store.find(key).isPresent());
            System.out.println(i);
        }
    }
}
