package io.headroom.deploy.edit;

import io.headroom.api.change.Change;

/**
 * One editor for each kind of document.
 *
 * @param json edits JSON, JSONC and JSON5
 * @param toml edits TOML
 * @param block edits marked blocks
 */
public record Editors(Editor<Change.JsonEdit> json, Editor<Change.TomlEdit> toml, Editor<Change.BlockEdit> block) {}
