package org.edms.backup.engine.restore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.function.IntUnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.testing.TestDatabase;

/**
 * A system of which tests make instances with different ids.
 *
 * @param schema its tables
 * @param rows the rows of an instance: {I} is its name, and &lt;1&gt; an id that differs between instances
 */
public record SampleSystem(String schema, String rows) {

    private static final Pattern ID = Pattern.compile("<([0-9]+)>");

    public static SampleSystem of(String schemaResource, String rowsResource) {
        return new SampleSystem(resource(schemaResource), resource(rowsResource));
    }

    /** Creates an instance. */
    public void create(TestDatabase database, String name, IntUnaryOperator ids) throws Exception {
        database.execute(schema
                + ID.matcher(rows.replace("{I}", name))
                        .replaceAll((MatchResult id) -> String.valueOf(ids.applyAsInt(Integer.parseInt(id.group(1))))));
    }

    static String scalar(TestDatabase database, String query) throws Exception {
        try (Connection connection = database.connect()) {
            return new Sql(connection).text(query);
        }
    }

    static String resource(String name) {
        try (InputStream text = SampleSystem.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
