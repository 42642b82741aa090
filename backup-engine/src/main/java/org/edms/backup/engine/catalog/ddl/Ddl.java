package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/**
 * The DDL that recreates a database.
 *
 * @param statements the statements in execution order
 * @param unwritten objects of the database that the statements do not create
 */
public record Ddl(List<DdlStatement> statements, List<UnsupportedObject> unwritten) {

    /** Settings that resolve names as in the source, and that allow functions to reference tables created later. */
    public static final List<String> SETTINGS = List.of(
            "SET statement_timeout = 0",
            "SET lock_timeout = 0",
            "SET client_encoding = 'UTF8'",
            "SET standard_conforming_strings = on",
            "SELECT pg_catalog.set_config('search_path', '', false)",
            "SET check_function_bodies = false",
            "SET xmloption = content",
            "SET client_min_messages = warning",
            "SET row_security = off");

    private static final List<ObjectFamily> FAMILIES = List.of(
            new Schemas(),
            new Extensions(),
            new Collations(),
            new Types(),
            new ForeignServers(),
            new Functions(),
            new Tables(),
            new TableParts(),
            new Sequences(),
            new Views(),
            new Indexes(),
            new TriggersAndRules());

    public Ddl {
        statements = List.copyOf(statements);
        unwritten = List.copyOf(unwritten);
    }

    /**
     * Reads the DDL in the current transaction. The connection's search path must be empty, so that every name is written with
     * its schema.
     *
     * @param largeObjects whether to include large objects, which belong to no schema
     */
    public static Ddl read(CatalogQuery catalog, boolean largeObjects) throws SQLException {
        List<DdlObject> objects = new ArrayList<>();
        for (ObjectFamily family : FAMILIES) {
            objects.addAll(family.read(catalog));
        }
        Dependencies dependencies = Dependencies.read(catalog);
        DependencyOrder.Ordered ordered = DependencyOrder.of(objects, dependencies);
        List<DdlObject> inOrder = new ArrayList<>(ordered.objects());
        if (largeObjects) {
            inOrder.addAll(new LargeObjects().read(catalog));
        }
        List<DdlStatement> statements = new ArrayList<>();
        Set<ObjectId> ids = inOrder.stream().map(DdlObject::id).collect(Collectors.toSet());
        Comments comments = Comments.read(catalog, dependencies, ids);
        for (DdlObject object : inOrder) {
            statements.addAll(statementsOf(object, comments));
        }
        statements.addAll(SequenceValues.read(catalog));
        statements.addAll(Grants.read(catalog, largeObjects));
        statements.addAll(refreshes(inOrder, catalog));
        List<UnsupportedObject> unwritten = new ArrayList<>(UnsupportedObjects.read(catalog));
        ordered.inCycles()
                .forEach(object -> unwritten.add(new UnsupportedObject(
                        object.kind().toLowerCase(Locale.ROOT) + " in a dependency cycle", object.name())));
        return new Ddl(statements, unwritten);
    }

    private static List<DdlStatement> statementsOf(DdlObject object, Comments comments) {
        List<DdlStatement> statements = new ArrayList<>();
        object.statements()
                .forEach(sql -> statements.add(new DdlStatement(object.section(), object.kind(), object.name(), sql)));
        if (object.owner() != null) {
            String sql = "ALTER %s %s OWNER TO %s".formatted(object.kind(), object.name(), object.owner());
            statements.add(new DdlStatement(object.section(), "OWNER", object.name(), sql));
        }
        comments.of(object.id())
                .forEach(sql -> statements.add(new DdlStatement(object.section(), "COMMENT", object.name(), sql)));
        return statements;
    }

    /** Refreshes come last, after all privileges are granted. A view that reads another one is refreshed after it. */
    private static List<DdlStatement> refreshes(List<DdlObject> inOrder, CatalogQuery catalog) throws SQLException {
        List<Long> populated = catalog.list(
                "SELECT oid FROM pg_class WHERE relkind = 'm' AND relispopulated", row -> row.getLong("oid"));
        return inOrder.stream()
                .filter(object -> object.kind().equals("MATERIALIZED VIEW"))
                .filter(view -> populated.contains(view.id().oid()))
                .map(view -> new DdlStatement(
                        Section.AFTER_DATA,
                        "MATERIALIZED VIEW DATA",
                        view.name(),
                        "REFRESH MATERIALIZED VIEW " + view.name()))
                .toList();
    }

    public Stream<DdlStatement> of(Section section) {
        return statements.stream().filter(statement -> statement.section() == section);
    }

    /** Returns a section as a script for {@code psql}. */
    public String script(Section section) {
        StringBuilder script = new StringBuilder();
        SETTINGS.forEach(setting -> script.append(setting).append(";\n"));
        of(section)
                .forEach(statement -> script.append("\n-- ")
                        .append(statement.kind())
                        .append(' ')
                        .append(statement.name().replace('\n', ' '))
                        .append('\n')
                        .append(statement.sql())
                        .append(";\n"));
        return script.toString();
    }
}
