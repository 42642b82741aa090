package org.edms.backup.demo;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Reads {@code postgresql://user:password@host:port/name} or {@code jdbc:postgresql:...}. */
final class DatabaseUrl {

    private DatabaseUrl() {}

    static DataSource parse(String url, String defaultPassword) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        if (url.startsWith("jdbc:postgresql:")) {
            source.setUrl(url);
        } else if (url.startsWith("postgresql://") || url.startsWith("postgres://")) {
            read(URI.create(url), source);
        } else {
            throw new IllegalArgumentException("--db must begin with postgresql:// or jdbc:postgresql:");
        }
        if (source.getPassword() == null) {
            source.setPassword(defaultPassword);
        }
        return source;
    }

    private static void read(URI uri, PGSimpleDataSource source) {
        source.setServerNames(new String[] {uri.getHost()});
        source.setPortNumbers(new int[] {uri.getPort() < 0 ? 5432 : uri.getPort()});
        source.setDatabaseName(uri.getPath().substring(1));
        if (uri.getRawUserInfo() != null) {
            String[] user = uri.getRawUserInfo().split(":", 2);
            source.setUser(URLDecoder.decode(user[0], StandardCharsets.UTF_8));
            source.setPassword(user.length > 1 ? URLDecoder.decode(user[1], StandardCharsets.UTF_8) : null);
        }
    }
}
