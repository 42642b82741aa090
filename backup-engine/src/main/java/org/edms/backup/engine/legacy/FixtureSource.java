package org.edms.backup.engine.legacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.legacy.TableParts.TableId;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.FixtureModel.Join;
import org.edms.backup.engine.model.FixtureModel.Shape;
import org.edms.backup.engine.pack.Findings;
import org.edms.backup.engine.pack.Manifest;
import org.edms.backup.engine.pack.PackageWriter;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Rows from a fixture: which row has which key is found out first, so that whatever points to it can be written after. */
final class FixtureSource implements RowSource {

    private final LegacyFile file;
    private final String member;
    private final EdmsModel model;
    private final Survey survey;
    private final FixtureIndex index;
    private final GenericReferences generics;
    private final NamedFiles files;
    private final Map<String, Long> written = new HashMap<>();
    private final Map<String, Long> joined = new HashMap<>();
    private TableParts rows;
    private long keysMade;

    FixtureSource(
            LegacyFile file, String member, EdmsModel model, Set<String> skipModels, Survey survey, Findings findings) {
        this.file = file;
        this.member = member;
        this.model = model;
        this.survey = survey;
        this.index = new FixtureIndex(model.fixtures(), skipModels, findings);
        this.generics = new GenericReferences(model.fixtures(), index, findings);
        this.files = new NamedFiles(model, survey, findings);
    }

    @Override
    public void look() throws IOException {
        read(index::accept);
        index.refuseUnknownModels("%s, %s".formatted(file.name(), member));
        if (index.seen().isEmpty()) {
            throw new BackupException(
                    ErrorCode.PACKAGE_WITHOUT_DATA,
                    member + (index.skipped().isEmpty() ? " is an empty list" : " holds no records but those to skip"));
        }
        Map<String, Long> counts = new HashMap<>(index.counts());
        counts.putAll(index.skipped());
        new DeclaredCounts(survey).check(counts);
        index.finish();
    }

    @Override
    public Catalog catalog() {
        return new FixtureCatalog(model, index).catalog(survey.databaseName());
    }

    @Override
    public List<Manifest.Table> write(PackageWriter writer, Instant now) throws IOException {
        rows = new TableParts(writer, now, false);
        keysMade = 0;
        index.seen().values().forEach(this::declare);
        read(this::write);
        List<Manifest.Table> tables = new ArrayList<>(rows.finish());
        tables.addAll(writeReferences(new TableParts(writer, now, true)));
        return tables;
    }

    @Override
    public List<ModelAccount> accounts() {
        TreeSet<String> labels = new TreeSet<>(index.seen().keySet());
        index.references().shapes().forEach(shape -> labels.add(shape.label()));
        return labels.stream().map(this::account).toList();
    }

    private ModelAccount account(String label) {
        Shape shape = model.fixtures().shape(label).orElseThrow();
        return new ModelAccount(
                label,
                shape.table(),
                index.counts().getOrDefault(label, 0L),
                written.getOrDefault(label, 0L),
                joined.getOrDefault(label, 0L),
                index.references().count(shape));
    }

    private void read(FixtureReader.Sink sink) throws IOException {
        file.read(member, content -> new FixtureReader(member).read(content, sink));
    }

    private void declare(SeenModel seen) {
        Shape shape = seen.shape();
        rows.declare(
                table(shape.table()), seen.fields().stream().map(shape::column).toList());
        shape.lists().values().forEach(join -> rows.declare(table(join.table()), List.of(join.own(), join.other())));
    }

    private void write(FixtureRecord record) throws IOException {
        if (index.skips(record)) {
            return;
        }
        SeenModel seen = index.seen().get(record.label());
        Shape shape = seen.shape();
        String own = ownKey(shape, record);
        List<String> values = new ArrayList<>();
        for (String field : seen.fields()) {
            values.add(field.equals(shape.primaryKey()) ? own : value(shape, field, record));
        }
        rows.row(table(shape.table()), line(values, record));
        written.merge(record.label(), 1L, Long::sum);
        for (Map.Entry<String, Join> list : shape.lists().entrySet()) {
            for (JsonNode other : record.fields().path(list.getKey())) {
                join(list.getValue(), own, other, record);
            }
        }
        generics.look(shape, record);
        files.look(shape, record);
    }

    /** The key that the first reading gave to this record, which stands at the same place. */
    private String ownKey(Shape shape, FixtureRecord record) {
        String text = FixtureIndex.primaryKey(shape, record);
        if (text != null || shape.keyIsPrimary()) {
            return text;
        }
        keysMade++;
        return index.keys().text(PrimaryKeys.made(keysMade));
    }

    private String value(Shape shape, String field, FixtureRecord record) throws JsonProcessingException {
        JsonNode value = record.fields().path(field);
        if (value.isNull() || value.isMissingNode()) {
            return null;
        }
        String table = shape.relations().get(field);
        if (table != null) {
            return index.keys().text(index.links().find(table, value, record));
        }
        if (value.isContainerNode() || shape.json().contains(field)) {
            return FixtureReader.JSON.writeValueAsString(value);
        }
        if (value.isBoolean()) {
            return value.asBoolean() ? "t" : "f";
        }
        return value.asText();
    }

    private void join(Join join, String own, JsonNode other, FixtureRecord record) throws IOException {
        if (own == null || other.isNull()) {
            throw record.wrong(ErrorCode.PACKAGE_CORRUPT, "a row of " + join.table() + " lacks a key");
        }
        String key = index.keys().text(index.links().find(join.to(), other, record));
        rows.row(table(join.table()), line(List.of(own, key), record));
        joined.merge(record.label(), 1L, Long::sum);
    }

    private List<Manifest.Table> writeReferences(TableParts references) throws IOException {
        index.references().forEach(index.keys(), (shape, values) -> {
            references.declare(table(shape.table()), ReferenceRows.columns(shape));
            references.row(table(shape.table()), CopyText.line(values));
        });
        return references.finish();
    }

    private TableId table(String name) {
        return new TableId(model.schema(), name);
    }

    private static byte[] line(List<String> values, FixtureRecord record) {
        try {
            return CopyText.line(values);
        } catch (CharacterCodingException e) {
            throw record.wrong(ErrorCode.PACKAGE_CORRUPT, "half a character", e);
        }
    }
}
