package io.headroom.compress.json;

import java.util.List;

/** A column that other columns of the row determine. References and literal texts alternate; either may be empty at the ends. */
record DerivedCells(List<String> literals, List<String> paths) implements HeaderForm {
    @Override
    public void header(StringBuilder out, char separator) {
        out.append('=');
        for (int i = 0; i < literals.size(); i++) {
            CellText.template(out, literals.get(i), separator, i == 0);
            if (i < paths.size()) {
                out.append('{').append(paths.get(i)).append('}');
            }
        }
    }
}
