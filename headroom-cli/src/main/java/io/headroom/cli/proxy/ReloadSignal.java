package io.headroom.cli.proxy;

import io.headroom.cli.console.Console;
import io.headroom.proxy.ReloadReport;
import java.util.function.Supplier;

/** Turns SIGHUP into reading the settings again, and prints what changed. Windows has no such signal. */
final class ReloadSignal {
    private final Console console;
    private final Supplier<ReloadReport> reload;

    ReloadSignal(Console console, Supplier<ReloadReport> reload) {
        this.console = console;
        this.reload = reload;
    }

    /** Listens from now on, to the end of the process. */
    void install() {
        try {
            JvmSignal.listen("HUP", this::receive);
        } catch (ReflectiveOperationException e) {
            // POST /admin/reload does the same.
            System.getLogger("io.headroom.cli").log(System.Logger.Level.DEBUG, "cannot listen to SIGHUP", e);
        }
    }

    /** What a signal does: reading files is nothing for the thread that hands signals out. */
    private void receive() {
        Thread thread = new Thread(this::act, "headroom-reload");
        thread.setDaemon(true);
        thread.start();
    }

    private void act() {
        ReloadReport report = reload.get();
        var out = report.faults().isEmpty() ? console.out() : console.err();
        report.lines().forEach(line -> out.println("headroom: " + line));
        out.flush();
    }
}
