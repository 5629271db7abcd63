package dev.ferry.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** A statement and its values. Whatever goes wrong with the database is {@link ViewsUnavailable}. */
final class Sql {
    /** A name is cut for its column (never in the body): an index entry has a limit. */
    private static final int TEXT_MAX = 400;

    /** Makes something of the row that a result stands at. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Sql() {}

    static <T> List<T> list(DataSource source, String sql, List<?> values, Row<T> row) {
        try (Connection connection = source.getConnection()) {
            return list(connection, sql, values, row);
        } catch (SQLException e) {
            throw new ViewsUnavailable(e);
        }
    }

    static <T> List<T> list(Connection connection, String sql, List<?> values, Row<T> row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(row.read(rows));
                }
                return all;
            }
        }
    }

    static <T> Optional<T> first(DataSource source, String sql, List<?> values, Row<T> row) {
        return list(source, sql, values, row).stream().findFirst();
    }

    /** How many rows were changed. */
    static int change(DataSource source, String sql, List<?> values) {
        try (Connection connection = source.getConnection()) {
            return change(connection, sql, values);
        } catch (SQLException e) {
            throw new ViewsUnavailable(e);
        }
    }

    static int change(Connection connection, String sql, List<?> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    /** A text that a column and its index can hold. */
    static String column(String text) {
        String storable = storable(text);
        return storable.length() <= TEXT_MAX ? storable : storable.substring(0, TEXT_MAX);
    }

    /** PostgreSQL stores no NUL character. */
    static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static void bind(PreparedStatement statement, List<?> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            statement.setObject(i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
        }
    }
}
