package dev.ferry.security;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The SQL of the table {@code account}, and nothing else. */
record AccountTable(DataSource dataSource) {
    private static final int MOST_LISTED = 1_000;

    record Row(Role role, String hash) {}

    enum Removal {
        DONE,
        UNKNOWN,
        LAST_ADMIN
    }

    List<Account> list() throws SQLException {
        List<Account> accounts = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select name, role, created_at from account order by name limit " + MOST_LISTED);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                accounts.add(new Account(
                        rows.getString(1),
                        Role.of(rows.getString(2)),
                        rows.getObject(3, OffsetDateTime.class).toInstant()));
            }
        }
        return accounts;
    }

    Optional<Row> find(String name) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select role, hash from account where name = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Row(Role.of(rows.getString(1)), rows.getString(2)))
                        : Optional.empty();
            }
        }
    }

    /** False when the name is taken. */
    boolean insert(String name, Role role, PasswordHash hash) throws SQLException {
        return update(
                "insert into account(name, role, hash) values (?, ?, ?) on conflict (name) do nothing",
                name,
                role.text(),
                hash.text());
    }

    boolean setHash(String name, PasswordHash hash) throws SQLException {
        return update("update account set hash = ? where name = ?", hash.text(), name);
    }

    /** Under a lock on the admins: of two admins that remove each other at once, one stays. */
    Removal remove(String name) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Removal removal = removeLocked(connection, name);
                connection.commit();
                return removal;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static Removal removeLocked(Connection connection, String name) throws SQLException {
        List<String> admins = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "select name from account where role = 'admin' order by name for update");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                admins.add(rows.getString(1));
            }
        }
        if (admins.equals(List.of(name))) {
            return Removal.LAST_ADMIN;
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from account where name = ?")) {
            delete.setString(1, name);
            return delete.executeUpdate() > 0 ? Removal.DONE : Removal.UNKNOWN;
        }
    }

    private boolean update(String sql, String... values) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate() > 0;
        }
    }
}
