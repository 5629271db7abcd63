package dev.ferry.cluster;

import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** Where the cluster's authority is kept: in the database that all nodes share, made by the first one. */
final class AuthorityTable {
    private final DataSource source;

    AuthorityTable(DataSource source) {
        this.source = source;
    }

    /** The cluster's authority; of several nodes that make one at the same time, the first to write has made it. */
    Authority getOrCreate(String clusterId, Instant now) throws SQLException, GeneralSecurityException {
        Optional<Authority> present = get();
        if (present.isPresent()) {
            return present.get();
        }
        Authority fresh = Authority.create(clusterId, now);
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "insert into cluster_authority(id, certificate, private_key) values (1, ?, ?)"
                                + " on conflict (id) do nothing")) {
            statement.setString(1, Pem.of(fresh.certificate()));
            statement.setString(2, Pem.of(fresh.key()));
            statement.executeUpdate();
        }
        return get().orElseThrow(() -> new SQLException("cluster_authority has lost its row"));
    }

    private Optional<Authority> get() throws SQLException, GeneralSecurityException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select certificate, private_key from cluster_authority");
                ResultSet rows = statement.executeQuery()) {
            return rows.next()
                    ? Optional.of(new Authority(Pem.key(rows.getString(2)), Pem.certificate(rows.getString(1))))
                    : Optional.empty();
        }
    }
}
