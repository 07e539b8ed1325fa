package io.headroom.proxy.log;

import io.headroom.proxy.disk.OwnerOnly;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;

/**
 * A file that is put aside when it has grown: {@code x.log}, {@code x.log.1}, {@code x.log.2} … Only one thread may use it.
 *
 * <p>Somebody may delete or rename the file under us: then a new one is begun. Where it cannot be renamed, since a reader on Windows
 * holds it open, it is emptied once it is twice its size, so that it stays bounded.
 */
final class RollingFile implements AutoCloseable {
    private final Path file;
    private final long maxBytes;
    private final int files;
    private FileChannel channel;
    private Object fileKey;

    RollingFile(Path file, long maxBytes, int files) throws IOException {
        this.file = file;
        this.maxBytes = maxBytes;
        this.files = files;
        open();
    }

    /** Writes lines, each whole into one file. */
    void write(List<String> lines) throws IOException {
        if (moved()) {
            close();
            open();
        }
        long size = channel.size();
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        for (String line : lines) {
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            long grown = size + pending.size();
            if (grown > 0 && grown + bytes.length > maxBytes) {
                flush(pending);
                roll();
                size = channel.size();
            }
            pending.writeBytes(bytes);
        }
        flush(pending);
    }

    private void flush(ByteArrayOutputStream pending) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(pending.toByteArray());
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        pending.reset();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void open() throws IOException {
        OwnerOnly.folder(file.toAbsolutePath().getParent());
        channel = OwnerOnly.append(file);
        fileKey = key();
    }

    private boolean moved() {
        return !channel.isOpen() || !Files.exists(file) || !Objects.equals(fileKey, key());
    }

    /** What tells this file from another of the same name; null on systems that have no such thing. */
    private Object key() {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException gone) {
            return null;
        }
    }

    private void roll() throws IOException {
        long size = channel.size();
        close();
        boolean aside = files > 1 ? shift() : Files.deleteIfExists(file);
        open();
        if (!aside && size > 2 * maxBytes) {
            channel.truncate(0);
        }
    }

    private boolean shift() {
        try {
            Files.deleteIfExists(numbered(files - 1));
            for (int i = files - 2; i >= 1; i--) {
                if (Files.exists(numbered(i))) {
                    Files.move(numbered(i), numbered(i + 1), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.move(file, numbered(1), StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException heldOpen) {
            return false;
        }
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
