package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.deploy.Deployments.LogSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Shows the end of a log and goes on with it. A log that is rotated is read to its end before the new one is begun. */
final class LogTail {
    private static final int LARGEST_TAIL = 8 << 20;
    private static final long PAUSE_MILLIS = 250;

    private final Console console;
    private final int lines;

    LogTail(Console console, int lines) {
        this.console = console;
        this.lines = lines;
    }

    /** What comes after the last lines. */
    enum Then {
        /** The end. */
        END,
        /** What is written from then on. */
        FOLLOW
    }

    /** Shows the first source that has something, and says which it is; false if none has. */
    boolean show(List<LogSource> sources, Then then) throws IOException {
        for (LogSource source : sources) {
            if (source.file().isPresent() && Files.isRegularFile(source.file().get())) {
                console.err().println("==> " + source.file().get() + " <==");
                file(source.file().get(), then);
                return true;
            }
            if (!source.command().isEmpty() && command(source.command(), then)) {
                return true;
            }
        }
        return false;
    }

    private void file(Path path, Then then) throws IOException {
        Object key = key(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            channel.position(start(channel));
            copy(channel);
            while (then == Then.FOLLOW && pause()) {
                copy(channel);
                Object now = key(path);
                boolean shorter = channel.position() > channel.size();
                if (now != null && !Objects.equals(key, now)) {
                    copy(channel);
                    channel.close();
                    channel = FileChannel.open(path, StandardOpenOption.READ);
                    key = now;
                } else if (shorter) {
                    channel.position(0);
                }
            }
        } finally {
            channel.close();
        }
    }

    private static Object key(Path path) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.ofNullable(attributes.fileKey()).orElse(attributes.creationTime());
        } catch (NoSuchFileException between) {
            return null;
        }
    }

    private long start(FileChannel channel) throws IOException {
        long size = channel.size();
        int length = (int) Math.min(size, LARGEST_TAIL);
        ByteBuffer tail = ByteBuffer.allocate(length);
        channel.read(tail, size - length);
        int found = 0;
        for (int i = length - 2; i >= 0; i--) {
            if (tail.get(i) == '\n' && ++found == lines) {
                return size - length + i + 1;
            }
        }
        return lines == 0 ? size : size - length;
    }

    private void copy(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (channel.read(buffer) > 0) {
            console.out().write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        console.out().flush();
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean command(List<String> words, Then then) throws IOException {
        List<String> line = new java.util.ArrayList<>(words);
        line.addAll(List.of("-n", String.valueOf(lines)));
        if (then == Then.FOLLOW) {
            line.add("-f");
        }
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(console.environment());
        Process process;
        try {
            process = builder.start();
        } catch (IOException notThere) {
            return false;
        }
        try (InputStream said = process.getInputStream()) {
            process.getOutputStream().close();
            console.err().println("==> " + String.join(" ", words) + " <==");
            pass(said);
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroy();
        }
    }

    /** At once, since what follows a log never ends. */
    private void pass(InputStream said) throws IOException {
        byte[] buffer = new byte[1 << 13];
        for (int length = said.read(buffer); length >= 0; length = said.read(buffer)) {
            console.out().write(buffer, 0, length);
            console.out().flush();
        }
    }
}
