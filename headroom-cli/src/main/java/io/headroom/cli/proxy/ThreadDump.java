package io.headroom.cli.proxy;

import java.io.PrintStream;
import java.util.Map;

/** Writes what every thread is doing, for a report about a proxy that hangs. */
final class ThreadDump {
    private ThreadDump() {}

    static void print(PrintStream out) {
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            Thread thread = each.getKey();
            out.println("\"" + thread.getName() + "\" " + thread.getState());
            for (StackTraceElement frame : each.getValue()) {
                out.println("    at " + frame);
            }
            out.println();
        }
    }
}
