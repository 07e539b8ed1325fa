package io.headroom.compress.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request of a real client, recorded with its body byte for byte.
 *
 * @param name the client and the file
 * @param method the method; {@code WS} for a frame of a WebSocket
 * @param path the path with its query
 * @param body the body
 */
record RecordedRequest(String name, String method, String path, byte[] body) {
    /** All recordings; empty if they are not at hand. */
    static List<RecordedRequest> all() {
        Optional<Path> folder = Recordings.folder("requests");
        if (folder.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder.get())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(RecordedRequest::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path without its query. */
    String rawPath() {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    @Override
    public String toString() {
        return name;
    }

    /** The body is the last member, so it ends before the last brace of the file. */
    private static RecordedRequest read(Path file) {
        try {
            byte[] all = Files.readAllBytes(file);
            Object head = JsonTree.parse(all);
            String text = new String(all, StandardCharsets.UTF_8);
            String body = text.substring(text.indexOf("\"body\":") + 7, text.lastIndexOf('}'));
            return new RecordedRequest(
                    file.getParent().getFileName() + "/" + file.getFileName(),
                    JsonTree.string(head, "method"),
                    JsonTree.string(head, "path"),
                    body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
