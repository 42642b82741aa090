package org.edms.backup.engine.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.restore.DrawnRow.Kind;
import org.edms.backup.engine.restore.DrawnRow.Pointer;

/**
 * Random records of the earlier system. They reference one another, and rows that do not exist, in every way that the format
 * allows. The expected result of a restore is derived only from how each row was generated, not from anything the engine does.
 */
final class RandomLegacyPackage {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SAMPLE =
            Path.of("src/test/resources/org/edms/backup/engine/legacy/sample/database/database_backup.json");
    private static final Path TEMPLATES =
            Path.of("src/test/resources/org/edms/backup/engine/restore/legacy-templates.json");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "plain",
            "tab\tand\nline",
            "\\N",
            "\\.",
            "it's \"so\"",
            "\u6f22 \u00e9",
            "NULL",
            "\r\n",
            "a\\tb",
            "{}");
    private static final int NUMBERS = 90;
    private static final int FEW = 3;
    private static final int GHOST_EVERY = 12;

    private final Random random;
    private final boolean isIncomplete;
    private final Map<Kind, List<List<String>>> inTarget;
    private final Map<String, JsonNode> templates = new HashMap<>();
    private final Map<Kind, List<Integer>> numbers = new HashMap<>();
    private final Map<Kind, Integer> numberedOf3 = new HashMap<>();
    private final Map<Kind, List<DrawnRow>> rows = new LinkedHashMap<>();
    private final Map<Kind, List<DrawnRow>> ghosts = new HashMap<>();
    private final List<ObjectNode> unknown = new ArrayList<>();
    private int withoutField;

    /**
     * @param isIncomplete whether records may reference rows that can be neither found nor created
     * @param inTarget the keys of rows in the target: some records are those rows, others only reference them
     */
    RandomLegacyPackage(long seed, boolean isIncomplete, Map<Kind, List<List<String>>> inTarget) throws IOException {
        this.random = new Random(seed);
        this.isIncomplete = isIncomplete;
        this.inTarget = inTarget;
        for (Path each : List.of(TEMPLATES, SAMPLE)) {
            for (JsonNode record : JSON.readTree(each.toFile())) {
                templates.putIfAbsent(record.path("model").asText(), record.path("fields"));
            }
        }
        contentTypes();
        permissions();
        groups();
        users();
        roles();
        types();
        sources();
        states();
        documents();
        ofDocuments();
        trail();
        for (int i = random.nextInt(FEW); i > 0; i--) {
            unknown.add(JSON.createObjectNode()
                    .put("model", i == 1 ? "reports.report" : "billing.invoice")
                    .put("pk", i)
                    .set("fields", JSON.createObjectNode().set("title", key("x"))));
        }
    }

    List<DrawnRow> rows() {
        return rows.values().stream().flatMap(List::stream).toList();
    }

    /** Returns the findings that a conversion must report for the records. */
    Set<Finding.Kind> findings() {
        Set<Finding.Kind> findings = new TreeSet<>();
        if (!unknown.isEmpty()) {
            findings.add(Finding.Kind.MODEL_SKIPPED);
        }
        if (withoutField > 0 && withoutField < rows.get(Kind.USER).size()) {
            findings.add(Finding.Kind.FIELD_MISSING);
        }
        return findings;
    }

    Set<String> unknownModels() {
        Set<String> labels = new TreeSet<>();
        unknown.forEach(record -> labels.add(record.path("model").asText()));
        return labels;
    }

    /** Returns the records in another order, with the same ids where they have ids. */
    List<ObjectNode> records() {
        return records(DrawnRow::number, row -> row.uuid());
    }

    /**
     * Returns the same records as another system would have them: with other ids, and with other UUIDs for nearly all of them.
     */
    List<ObjectNode> recordsOfAnotherSystem() {
        Map<Integer, Integer> other = new HashMap<>();
        List<Integer> shuffled = shuffledNumbers();
        for (int i = 0; i < NUMBERS; i++) {
            other.put(i + 1, shuffled.get(i));
        }
        return records(row -> other.get(row.number()), row -> row.kind().uuidIsKey() ? row.uuid() : newUuid());
    }

    /** @return the UUID of the record of a row */
    private interface Uuids {
        String of(DrawnRow row);
    }

    private List<ObjectNode> records(ToIntFunction<DrawnRow> numbering, Uuids uuids) {
        List<ObjectNode> records = new ArrayList<>(unknown);
        rows().forEach(row -> records.add(row.render(numbering, uuids.of(row))));
        Collections.shuffle(records, random);
        return records;
    }

    private void contentTypes() {
        Map<String, String> labels =
                new TreeMap<>(Map.of("users", "user", "documents", "document", "reports", "report"));
        for (Map.Entry<String, String> label : labels.entrySet()) {
            String[] parts = {label.getKey(), label.getValue()};
            if (random.nextInt(FEW) > 0) {
                add(Kind.CONTENT_TYPE, key(parts[0], parts[1]))
                        .field("app_label", parts[0])
                        .field("model", parts[1]);
            } else {
                DrawnRow ghost = ghost(Kind.CONTENT_TYPE, key(parts[0], parts[1]));
                if (inTarget.isEmpty() || parts[0].equals("reports")) {
                    ghost.unresolvable();
                }
            }
        }
    }

    private void permissions() {
        List<DrawnRow> types = new ArrayList<>(all(Kind.CONTENT_TYPE));
        types.removeIf(type -> type.isLost() && !isIncomplete);
        for (int i = 0; i < types.size(); i++) {
            String codename = "drawn_" + i;
            ArrayNode key = key(codename);
            key.addAll(types.get(i).key());
            add(Kind.PERMISSION, key)
                    .field("codename", codename)
                    .value("name", text())
                    .point("content_type", pointer(types.get(i)));
        }
    }

    private void groups() {
        for (int i = random.nextInt(FEW); i >= 0; i--) {
            add(Kind.GROUP, key("group" + i)).field("name", "group" + i).list("permissions", some(Kind.PERMISSION));
        }
        unresolvable(Kind.GROUP, "ghosts");
    }

    private void users() {
        names(Kind.USER, "user")
                .forEach(name -> add(Kind.USER, key(name.get(0))).field("username", name.get(0)));
        ghost(Kind.USER, key("ghost0"));
        ghost(Kind.USER, key("ghost1"));
        if (isIncomplete) {
            ghost(Kind.USER, null).numbered(nextNumber(Kind.USER)).unresolvable();
        }
        for (DrawnRow user : rows.get(Kind.USER)) {
            if (random.nextInt(FEW) == 0) {
                user.without("last_login");
                withoutField++;
            }
            user.value("last_name", text())
                    .point("created_by", maybe(any(Kind.USER)))
                    .point("manager", maybe(any(Kind.USER)))
                    .list("groups", some(Kind.GROUP))
                    .list("user_permissions", some(Kind.PERMISSION));
        }
    }

    private void roles() {
        int module = Character.MAX_RADIX;
        for (List<String> name : names(Kind.ROLE, "role")) {
            add(Kind.ROLE, key(name.get(0)))
                    .field("name", name.get(0))
                    .field("module", Integer.toString(module, Character.MAX_RADIX))
                    .value("description", text());
            module++;
        }
        for (DrawnRow role : rows.get(Kind.ROLE)) {
            role.point("inherits_from", maybe(any(Kind.ROLE))).point("created_by", maybe(any(Kind.USER)));
        }
        Set<String> pairs = new TreeSet<>();
        for (int i = random.nextInt(FEW * 2); i > 0; i--) {
            DrawnRow user = present(Kind.USER);
            DrawnRow role = present(Kind.ROLE);
            if (pairs.add(user.name() + role.name())) {
                ArrayNode key = key(user.name(), role.name());
                add(Kind.USER_ROLE, key)
                        .value("assignment_reason", text())
                        .point("user", pointer(user))
                        .point("role", pointer(role))
                        .point("assigned_by", maybe(any(Kind.USER)))
                        .point("revoked_by", maybe(any(Kind.USER)));
            }
        }
    }

    private void types() {
        for (List<String> type : names(Kind.TYPE, "T")) {
            add(Kind.TYPE, key(type.get(0)))
                    .field("code", type.get(0))
                    .field("name", type.size() > 1 ? type.get(1) : "type " + type.get(0))
                    .value("description", text())
                    .point("created_by", pointer(any(Kind.USER)));
        }
        if (random.nextInt(FEW) == 0) {
            // The name of this type is the code of another type.
            add(Kind.TYPE, key(""))
                    .field("code", "")
                    .field("name", "T0")
                    .value("description", text())
                    .point("created_by", pointer(any(Kind.USER)));
        }
        unresolvable(Kind.TYPE, "GHOST");
    }

    private void sources() {
        for (int i = random.nextInt(FEW); i >= 0; i--) {
            add(Kind.SOURCE, key("source " + i)).field("name", "source " + i).value("description", text());
        }
        if (isIncomplete) {
            ghost(Kind.SOURCE, null).numbered(nextNumber(Kind.SOURCE)).unresolvable();
        }
    }

    /** The code of a state is both its primary key and its natural key. */
    private void states() {
        for (int i = random.nextInt(FEW); i >= 0; i--) {
            add(Kind.STATE, key("DRAWN" + i)).withTextKey("DRAWN" + i).value("description", text());
        }
        inTarget.getOrDefault(Kind.STATE, List.of())
                .forEach(state -> ghost(Kind.STATE, key(state.get(0))).withTextKey(state.get(0)));
        unresolvable(Kind.STATE, "GHOST");
    }

    private void documents() {
        names(Kind.DOCUMENT, "DRAWN-")
                .forEach(number -> add(Kind.DOCUMENT, key(number.get(0))).field("document_number", number.get(0)));
        for (DrawnRow document : rows.get(Kind.DOCUMENT)) {
            document.field("file_path", "storage/documents/" + document.uuid() + ".docx")
                    .value("title", text())
                    .value("reason_for_change", text())
                    .point("document_type", pointer(any(Kind.TYPE)))
                    .point("document_source", pointer(any(Kind.SOURCE)))
                    .point("author", pointer(any(Kind.USER)))
                    .point("reviewer", maybe(any(Kind.USER)))
                    .point("approver", maybe(any(Kind.USER)))
                    .point("obsoleted_by", maybe(any(Kind.USER)))
                    .point("supersedes", maybe(any(Kind.DOCUMENT)));
        }
    }

    private void ofDocuments() {
        for (DrawnRow document : rows.get(Kind.DOCUMENT)) {
            for (int minor = random.nextInt(FEW); minor > 0; minor--) {
                add(Kind.VERSION, key(document.name()).add(90).add(minor))
                        .number("version_major", 90)
                        .number("version_minor", minor)
                        .value("version_comment", text())
                        .point("document", pointer(document))
                        .point("created_by", pointer(any(Kind.USER)));
            }
            DrawnRow other = present(Kind.DOCUMENT);
            if (other != document) {
                add(Kind.DEPENDENCY, key(document.name(), other.name(), "DRAWN"))
                        .field("dependency_type", "DRAWN")
                        .value("description", text())
                        .point("document", pointer(document))
                        .point("depends_on", pointer(other))
                        .point("created_by", pointer(any(Kind.USER)));
            }
            comments(document);
            if (random.nextBoolean()) {
                workflow(document);
            }
            for (int i = random.nextInt(FEW); i > 0; i--) {
                DrawnRow access = addByUuid(Kind.ACCESS);
                access.numbered(nextNumber(Kind.ACCESS))
                        .value("failure_reason", text())
                        .point("document", pointer(document))
                        .point("user", pointer(any(Kind.USER)));
            }
        }
    }

    /** Comments reference a parent comment by id. The id resolves only if the record of the parent has its id. */
    private void comments(DrawnRow document) {
        List<DrawnRow> all = new ArrayList<>();
        for (int i = random.nextInt(FEW); i > 0; i--) {
            DrawnRow parent = all.isEmpty() ? null : all.get(random.nextInt(all.size()));
            boolean isKnown = parent != null && parent.number() != null;
            all.add(addByUuid(Kind.COMMENT)
                    .value("content", text())
                    .point("document", pointer(document))
                    .point("author", pointer(any(Kind.USER)))
                    .point("parent_comment", isKnown ? new Pointer(parent, true) : maybe(null)));
        }
    }

    private void workflow(DrawnRow document) {
        DrawnRow workflow = add(Kind.WORKFLOW, key(document.name(), "REVIEW"))
                .field("workflow_type", "REVIEW")
                .value("up_version_reason", text())
                .point("document", pointer(document))
                .point("current_state", pointer(any(Kind.STATE)))
                .point("initiated_by", pointer(any(Kind.USER)))
                .point("current_assignee", maybe(any(Kind.USER)));
        for (int i = random.nextInt(FEW); i > 0; i--) {
            addByUuid(Kind.TRANSITION)
                    .value("comment", text())
                    .point("workflow", pointer(workflow))
                    .point("from_state", pointer(any(Kind.STATE)))
                    .point("to_state", pointer(any(Kind.STATE)))
                    .point("transitioned_by", pointer(any(Kind.USER)));
        }
    }

    private void trail() {
        for (int i = random.nextInt(FEW * 2); i >= 0; i--) {
            Kind kind = random.nextBoolean() ? Kind.USER : Kind.DOCUMENT;
            String application = kind.table();
            DrawnRow type = all(Kind.CONTENT_TYPE).stream()
                    .filter(each -> each.name().startsWith(application))
                    .findFirst()
                    .orElseThrow();
            DrawnRow object = present(kind);
            addByUuid(Kind.TRAIL)
                    .value("description", text())
                    .point("user", maybe(any(Kind.USER)))
                    .pointLoosely("content_type", random.nextInt(FEW) == 0 ? any(Kind.CONTENT_TYPE) : type)
                    .object(object.number() == null || random.nextInt(FEW) == 0 ? null : object);
        }
    }

    private List<List<String>> names(Kind kind, String prefix) {
        List<List<String>> names = new ArrayList<>();
        for (List<String> name : inTarget.getOrDefault(kind, List.of())) {
            if (random.nextInt(FEW) == 0) {
                names.add(name);
            } else if (random.nextBoolean()) {
                ghost(kind, key(name.get(0)));
            }
        }
        for (int i = random.nextInt(FEW + 1); i >= 0; i--) {
            names.add(List.of(prefix + i));
        }
        return names;
    }

    private DrawnRow add(Kind kind, ArrayNode key) {
        DrawnRow row = new DrawnRow(
                kind, DrawnRow.nameOf(key), key, templates.get(kind.model()).deepCopy(), newUuid());
        // Of each model, all records have an id, or none, or some.
        int of3 = numberedOf3.computeIfAbsent(kind, any -> random.nextInt(FEW));
        if (kind != Kind.STATE && (of3 == 2 || (of3 == 1 && random.nextBoolean()))) {
            row.numbered(nextNumber(kind));
        }
        rows.computeIfAbsent(kind, any -> new ArrayList<>()).add(row);
        return row;
    }

    private DrawnRow addByUuid(Kind kind) {
        return add(kind, null);
    }

    private DrawnRow ghost(Kind kind, ArrayNode key) {
        DrawnRow row = new DrawnRow(kind, key == null ? "nobody" : DrawnRow.nameOf(key), key, null, null);
        ghosts.computeIfAbsent(kind, any -> new ArrayList<>()).add(row);
        return row;
    }

    private void unresolvable(Kind kind, String name) {
        if (isIncomplete) {
            ghost(kind, key(name)).unresolvable();
        }
    }

    private int nextNumber(Kind kind) {
        return numbers.computeIfAbsent(kind, any -> shuffledNumbers()).remove(0);
    }

    /** Returns low ids, which collide with those of other rows in the target. */
    private List<Integer> shuffledNumbers() {
        List<Integer> shuffled = new ArrayList<>();
        for (int number = 1; number <= NUMBERS; number++) {
            shuffled.add(number);
        }
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private List<DrawnRow> all(Kind kind) {
        List<DrawnRow> all = new ArrayList<>(rows.getOrDefault(kind, List.of()));
        all.addAll(ghosts.getOrDefault(kind, List.of()));
        return all;
    }

    private DrawnRow present(Kind kind) {
        List<DrawnRow> all = rows.get(kind);
        return all.get(random.nextInt(all.size()));
    }

    /**
     * Returns a row of the package in most cases, at times a row that it does not contain, and rarely a row that cannot be
     * resolved.
     */
    private DrawnRow any(Kind kind) {
        List<DrawnRow> absent = ghosts.getOrDefault(kind, List.of());
        boolean isGhost = !rows.containsKey(kind) || random.nextInt(FEW) == 0;
        if (absent.isEmpty() || !isGhost) {
            return present(kind);
        }
        DrawnRow ghost = absent.get(random.nextInt(absent.size()));
        boolean isRare = ghost.isLost() && kind != Kind.CONTENT_TYPE && random.nextInt(GHOST_EVERY) > 0;
        return isRare ? present(kind) : ghost;
    }

    private List<Pointer> some(Kind kind) {
        List<Pointer> some = new ArrayList<>();
        for (DrawnRow each : all(kind)) {
            boolean isRare = each.isLost() && random.nextInt(GHOST_EVERY) > 0;
            if (random.nextBoolean() && !isRare) {
                some.add(pointer(each));
            }
        }
        return some;
    }

    private Pointer maybe(DrawnRow row) {
        return row == null || random.nextInt(FEW) == 0 ? new Pointer(null, false) : pointer(row);
    }

    private Pointer pointer(DrawnRow row) {
        return new Pointer(row, row.key() == null || (row.isNumbered() && random.nextBoolean()));
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private String newUuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static ArrayNode key(String... parts) {
        ArrayNode key = JSON.createArrayNode();
        for (String part : parts) {
            key.add(part);
        }
        return key;
    }
}
