package io.headroom.proxy.promise;

import io.headroom.api.exchange.Header;
import io.headroom.proxy.http.HeaderFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A request of a real client, or one modelled on it: the body byte for byte, and the headers in wire order.
 *
 * @param name the file's name
 * @param method the method
 * @param target path and query
 * @param headers the header fields
 * @param body the body as it was on the wire
 * @param plain the body without its content coding
 */
record RecordedRequest(String name, String method, String target, HeaderFields headers, byte[] body, byte[] plain) {
    private static final JsonFactory JSON = new JsonFactory();

    /** The requests that the project ships. */
    static List<RecordedRequest> own() {
        return in(Path.of("src/test/resources/requests"));
    }

    /** The recordings beside the checkout, where there are any. */
    static Optional<List<RecordedRequest>> shared() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path recordings = folder.resolve("shared/fixtures/requests");
            if (Files.isDirectory(recordings)) {
                return Optional.of(in(recordings));
            }
        }
        return Optional.empty();
    }

    private static List<RecordedRequest> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(RecordedRequest::read)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a recording; frames of WebSockets are none of plain HTTP. */
    private static Optional<RecordedRequest> read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String transport = "http";
            String method = "";
            String target = "";
            List<Header> headers = new ArrayList<>();
            ByteArrayOutputStream plain = new ByteArrayOutputStream();
            try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String key = parser.currentName();
                    parser.nextToken();
                    switch (key) {
                        case "transport" -> transport = parser.getString();
                        case "method" -> method = parser.getString();
                        case "path" -> target = parser.getString();
                        case "headers" -> headers = headers(parser);
                        case "body" -> {
                            int start = (int) parser.currentTokenLocation().getByteOffset();
                            parser.skipChildren();
                            plain.write(
                                    bytes, start, (int) parser.currentLocation().getByteOffset() - start);
                        }
                        default -> parser.skipChildren();
                    }
                }
            }
            Path coded = file.resolveSibling(file.getFileName().toString().replace(".json", ".body.zst"));
            byte[] body = Files.exists(coded) ? Files.readAllBytes(coded) : plain.toByteArray();
            String name = file.getParent().getFileName() + "/" + file.getFileName();
            return transport.equals("http")
                    ? Optional.of(new RecordedRequest(
                            name, method, target, new HeaderFields(headers), body, plain.toByteArray()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Header> headers(JsonParser parser) {
        List<Header> headers = new ArrayList<>();
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            parser.nextToken();
            String name = parser.getString();
            parser.nextToken();
            headers.add(new Header(name, parser.getString()));
            parser.nextToken();
        }
        return headers;
    }

    /** The request's head and body as bytes for a socket. */
    byte[] wire() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        for (Header field : headers.fields()) {
            String value =
                    field.name().equalsIgnoreCase("Content-Length") ? String.valueOf(body.length) : field.value();
            head.append(field.name()).append(": ").append(value).append("\r\n");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(body);
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
