package io.headroom.provider.environment;

import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.api.change.JsonDocument;
import io.headroom.api.change.JsonValue;
import io.headroom.api.change.MalformedDocumentException;
import io.headroom.api.provider.LostFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the table of tools. */
final class ToolTable {
    private static final String RESOURCE = "tools.json";

    private ToolTable() {}

    /** A row of the table that comes with this module. */
    static Tool bundled(String id) {
        try (InputStream in = ToolTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from this module");
            }
            JsonValue table =
                    JsonDocument.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), JsonSyntax.STRICT);
            return tool(id, table.at(id).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedDocumentException e) {
            throw new IllegalStateException(RESOURCE + ", line " + e.line() + ": " + e.getMessage(), e);
        }
    }

    private static Tool tool(String id, JsonValue row) {
        Map<String, Tool.Variable> variables = new LinkedHashMap<>();
        row.at("variables")
                .ifPresent(all -> all.members()
                        .forEach((name, variable) -> variables.put(
                                name,
                                new Tool.Variable(
                                        variable.stringAt("value").orElseThrow(), variable.stringAt("upstream")))));
        Map<String, URI> upstreams = new LinkedHashMap<>();
        row.at("upstreams")
                .ifPresent(all -> all.members().forEach((name, url) -> upstreams.put(name, URI.create(url.text()))));
        return new Tool(
                id,
                Set.copyOf(texts(row, "aliases")),
                row.stringAt("name").orElseThrow(),
                texts(row, "programs"),
                texts(row, "folders"),
                variables,
                texts(row, "beside"),
                row.at("overruledBy")
                        .map(file -> new Tool.Overruling(
                                file.stringAt("file").orElseThrow(),
                                file.stringAt("key").orElseThrow())),
                row.stringAt("byHand"),
                upstreams,
                row.at("lost").map(ToolTable::lost).stream().toList());
    }

    private static LostFeature lost(JsonValue lost) {
        return new LostFeature(
                lost.stringAt("feature").orElseThrow(),
                lost.stringAt("evidence").orElseThrow(),
                lost.stringAt("restoredBy"),
                lost.stringAt("condition"));
    }

    private static List<String> texts(JsonValue row, String name) {
        return row.at(name)
                .map(list -> list.elements().stream().map(JsonValue::text).toList())
                .orElse(List.of());
    }
}
