package io.headroom.deploy.engine;

import io.headroom.deploy.edit.Editors;
import io.headroom.deploy.edit.block.BlockEditor;
import io.headroom.deploy.edit.json.JsonEditor;
import io.headroom.deploy.edit.toml.TomlEditor;

/** The editors of the product. */
public final class StandardEditors {
    private StandardEditors() {}

    /**
     * One of each kind.
     *
     * @return the editors
     */
    public static Editors all() {
        return new Editors(new JsonEditor(), new TomlEditor(), new BlockEditor());
    }
}
