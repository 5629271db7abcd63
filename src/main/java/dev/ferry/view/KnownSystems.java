package dev.ferry.view;

import dev.ferry.model.SystemId;
import dev.ferry.model.system.VirtualSystem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was made of rows before: a system that is as it was is not made of its text again, which was a third of the work of a list. The
 * database is still asked each time, and nothing is told but what it just told.
 */
final class KnownSystems {
    /** As many as the {@link Mirror} has, whose rows these are; one more, and it begins anew. */
    private static final int ROWS_MAX = Mirror.ROWS_MAX;

    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(int textLength, int textHash, SystemRow row) {
        private boolean isOf(String text, long version) {
            return row.version() == version && textLength == text.length() && textHash == text.hashCode();
        }
    }

    /** The row that a result stands at. */
    SystemRow row(ResultSet result) throws SQLException {
        String id = result.getString("id");
        String text = result.getString("body");
        long version = result.getLong("version");
        Known before = known.get(id);
        if (before != null && before.isOf(text, version)) {
            return before.row();
        }
        SystemRow row = new SystemRow(new SystemId(id), ViewFormat.read(text, VirtualSystem.class), version);
        if (before == null && known.size() >= ROWS_MAX) {
            known.clear();
        }
        known.put(id, new Known(text.length(), text.hashCode(), row));
        return row;
    }
}
