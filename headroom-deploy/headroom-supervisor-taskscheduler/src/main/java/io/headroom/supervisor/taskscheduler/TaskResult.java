package io.headroom.supervisor.taskscheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The last result of a task as schtasks lists it: a number, in the seventh column of every row, in every language. It is the exit code
 * of the program, or one of the scheduler's own codes while the program runs or if it never ran; see "Task Scheduler Error and Success
 * Constants".
 *
 * @param code the number, as 32 bits without a sign
 */
record TaskResult(long code) {
    private static final int COLUMN = 6;
    private static final long RUNNING = 0x41301;
    /** A tick of the clock was refused since an instance runs: of two kinds, one in words, one as "request refused". */
    private static final Set<Long> REFUSED_AS_RUNNING = Set.of(0x8004131FL, 0x800710E0L);

    private static final long FIRST_OWN = 0x41300;
    private static final long LAST_OWN = 0x41308;

    /** Reads the first row that schtasks wrote; a task has one for each trigger, with the same result. */
    static Optional<TaskResult> read(String csv) {
        return csv.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(TaskResult::columns)
                .filter(columns -> columns.size() > COLUMN)
                .map(columns -> columns.get(COLUMN).strip())
                .filter(text -> text.matches("-?[0-9]{1,10}"))
                .map(text -> new TaskResult(Long.parseLong(text) & 0xFFFF_FFFFL));
    }

    private static List<String> columns(String row) {
        List<String> columns = new ArrayList<>();
        StringBuilder column = new StringBuilder();
        boolean quoted = false;
        for (char c : row.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                columns.add(column.toString());
                column.setLength(0);
            } else {
                column.append(c);
            }
        }
        columns.add(column.toString());
        return columns;
    }

    boolean running() {
        return code == RUNNING || REFUSED_AS_RUNNING.contains(code);
    }

    /** The program's exit code; empty if the number is the scheduler's own. */
    OptionalInt exitCode() {
        boolean own = (code >= FIRST_OWN && code <= LAST_OWN) || REFUSED_AS_RUNNING.contains(code);
        return own ? OptionalInt.empty() : OptionalInt.of((int) code);
    }

    @Override
    public String toString() {
        return "last result " + code + " (0x" + Long.toHexString(code) + ")";
    }
}
