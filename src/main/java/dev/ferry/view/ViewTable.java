package dev.ferry.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The table of one kind of entity: {@code S} its state, {@code E} its events, {@code R} what readers are given. */
interface ViewTable<S, E, R> {
    S empty();

    S on(S state, E event);

    /** The row, held until the transaction ends. */
    Optional<Stored<S>> lock(Connection connection, String id) throws SQLException;

    R store(Connection connection, String id, Stored<S> row) throws SQLException;
}
