package io.headroom.deploy.edit;

import io.headroom.api.change.Change;
import io.headroom.deploy.edit.block.BlockEditor;
import io.headroom.deploy.edit.json.JsonEditor;
import io.headroom.deploy.edit.toml.TomlEditor;

/**
 * One editor for each kind of document.
 *
 * @param json edits JSON, JSONC and JSON5
 * @param toml edits TOML
 * @param block edits marked blocks
 */
public record Editors(Editor<Change.JsonEdit> json, Editor<Change.TomlEdit> toml, Editor<Change.BlockEdit> block) {
    /**
     * The editors of this module.
     *
     * @return one for each kind of document
     */
    public static Editors standard() {
        return new Editors(new JsonEditor(), new TomlEditor(), new BlockEditor());
    }
}
