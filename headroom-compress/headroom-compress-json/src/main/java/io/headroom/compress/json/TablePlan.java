package io.headroom.compress.json;

import java.util.List;

/**
 * A table that is ready to be written.
 *
 * @param set its rows
 * @param odd for each row whether it stands as JSON, being of another shape
 * @param kindOf for each row that is not odd its kind, an index into {@code kinds}
 * @param kinds the columns of each kind of row; one kind unless the table is in kinds
 */
record TablePlan(RowSet set, boolean[] odd, int[] kindOf, List<List<Column>> kinds) {
    boolean inKinds() {
        return kinds.size() > 1;
    }
}
