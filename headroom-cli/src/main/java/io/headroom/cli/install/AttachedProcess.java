package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.deploy.Parts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A process whose output becomes that of this one, line by line, and whose last lines are kept. Thread-safe. */
final class AttachedProcess implements Parts.Attached {
    private static final int KEPT = 8;
    // A line of a log; what is longer is passed on in pieces.
    private static final int LONGEST = 1 << 16;
    // A child in the background may keep a pipe open.
    private static final long AFTER_END_MILLIS = 500;

    private final Process process;
    private final Deque<String> last = new ArrayDeque<>();
    private final List<Thread> readers;

    AttachedProcess(Process process, Console console) throws IOException {
        this.process = process;
        process.getOutputStream().close();
        readers = List.of(
                reader("headroom-attached-out", process.getInputStream(), console.out(), false),
                reader("headroom-attached-err", process.getErrorStream(), console.err(), true));
    }

    private Thread reader(String name, InputStream from, PrintStream to, boolean kept) {
        Thread thread = new Thread(() -> pass(from, to, kept), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void pass(InputStream from, PrintStream to, boolean kept) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int c = lines.read(); c >= 0; c = lines.read()) {
                if (c != '\n') {
                    line.append((char) c);
                }
                if (c == '\n' || line.length() == LONGEST) {
                    end(line, to, kept);
                }
            }
            if (!line.isEmpty()) {
                end(line, to, kept);
            }
        } catch (IOException closed) {
            System.getLogger("io.headroom.cli").log(System.Logger.Level.DEBUG, "the output of a process broke", closed);
        }
    }

    private void end(StringBuilder line, PrintStream to, boolean kept) {
        String text = line.toString();
        line.setLength(0);
        to.println(text);
        to.flush();
        if (kept) {
            synchronized (last) {
                last.addLast(text);
                if (last.size() > KEPT) {
                    last.removeFirst();
                }
            }
        }
    }

    @Override
    public int await() throws InterruptedException {
        int code = process.waitFor();
        for (Thread reader : readers) {
            reader.join(AFTER_END_MILLIS);
        }
        return code;
    }

    @Override
    public List<String> lastLines() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }
}
