package org.edms.backup.engine.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** A record of a random package, or a row that its records reference. */
final class DrawnRow {

    static final String NULL = "-";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Kind kind;
    private final String name;
    private final ArrayNode key;
    private final ObjectNode fields;
    private final String uuid;
    private final List<String> values = new ArrayList<>();
    private final Map<String, Pointer> pointers = new LinkedHashMap<>();
    private final Map<String, List<Pointer>> lists = new LinkedHashMap<>();
    private final List<Pointer> loosely = new ArrayList<>();
    private Integer number;
    private String textKey;
    private boolean isResolvable = true;
    private DrawnRow object;

    /** The models with random records. */
    enum Kind {
        USER("users.user", "users", false),
        ROLE("users.role", "roles", false),
        TYPE("documents.documenttype", "document_types", false),
        DOCUMENT("documents.document", "documents", false),
        STATE("workflows.documentstate", "workflow_document_states", false),
        CONTENT_TYPE("contenttypes.contenttype", "django_content_type", false),
        TRAIL("audit.audittrail", "audit_trail", true),
        PERMISSION("auth.permission", "auth_permission", false),
        GROUP("auth.group", "auth_group", false),
        USER_ROLE("users.userrole", "user_roles", false),
        SOURCE("documents.documentsource", "document_sources", false),
        VERSION("documents.documentversion", "document_versions", false),
        DEPENDENCY("documents.documentdependency", "document_dependencies", false),
        COMMENT("documents.documentcomment", "document_comments", true),
        ACCESS("documents.documentaccesslog", "document_access_logs", true),
        WORKFLOW("workflows.documentworkflow", "document_workflows", false),
        TRANSITION("workflows.documenttransition", "document_transitions", true);

        private final String model;
        private final String table;
        private final boolean uuidIsKey;

        /** @param uuidIsKey whether the UUID is the only key of a row */
        Kind(String model, String table, boolean uuidIsKey) {
            this.model = model;
            this.table = table;
            this.uuidIsKey = uuidIsKey;
        }

        String model() {
            return model;
        }

        String table() {
            return table;
        }

        boolean uuidIsKey() {
            return uuidIsKey;
        }
    }

    /** A reference to a row; {@code target} is null for NULL. */
    record Pointer(DrawnRow target, boolean byNumber) {

        private JsonNode render(ToIntFunction<DrawnRow> numbering) {
            if (target == null) {
                return JSON.nullNode();
            }
            if (!byNumber) {
                return target.key.deepCopy();
            }
            return target.textKey == null
                    ? JSON.getNodeFactory().numberNode(numbering.applyAsInt(target))
                    : JSON.getNodeFactory().textNode(target.textKey);
        }
    }

    /** @param fields null for a row that is not in the package */
    DrawnRow(Kind kind, String name, ArrayNode key, ObjectNode fields, String uuid) {
        this.kind = kind;
        this.name = name == null ? uuid : name;
        this.key = key;
        this.fields = fields;
        this.uuid = uuid;
    }

    /** @return null without a key */
    static String nameOf(ArrayNode key) {
        if (key == null) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        key.forEach(part -> parts.add(part.asText()));
        return String.join(",", parts);
    }

    Kind kind() {
        return kind;
    }

    String name() {
        return name;
    }

    ArrayNode key() {
        return key;
    }

    String uuid() {
        return uuid;
    }

    Integer number() {
        return number;
    }

    DrawnRow object() {
        return object;
    }

    boolean isPresent() {
        return fields != null;
    }

    Map<String, Pointer> pointers() {
        return pointers;
    }

    Map<String, List<Pointer>> lists() {
        return lists;
    }

    boolean isNumbered() {
        return number != null || textKey != null;
    }

    DrawnRow numbered(int wanted) {
        number = wanted;
        return this;
    }

    /** Makes the natural key also the primary key. */
    DrawnRow withTextKey(String wanted) {
        textKey = wanted;
        return this;
    }

    /** Marks the row as unresolvable: it is neither in the package nor in the target, and no stub can be created for it. */
    DrawnRow unresolvable() {
        isResolvable = false;
        return this;
    }

    DrawnRow field(String field, String value) {
        fields.put(field, value);
        return this;
    }

    DrawnRow number(String field, int value) {
        fields.put(field, value);
        return this;
    }

    DrawnRow without(String field) {
        fields.remove(field);
        return this;
    }

    /** Sets a field whose value the test compares. */
    DrawnRow value(String field, String value) {
        values.add(value);
        return field(field, value);
    }

    DrawnRow point(String field, Pointer pointer) {
        pointers.put(field, pointer);
        return this;
    }

    /** Adds a reference that becomes NULL if it is unresolved. */
    DrawnRow pointLoosely(String field, DrawnRow target) {
        Pointer pointer = new Pointer(target, false);
        loosely.add(pointer);
        return point(field, pointer);
    }

    DrawnRow list(String field, List<Pointer> members) {
        lists.put(field, members);
        return this;
    }

    /** @param wanted the row that the generic reference identifies; null for an id without a row */
    DrawnRow object(DrawnRow wanted) {
        object = wanted;
        return this;
    }

    /** Returns whether the row references an unresolved row, directly or through other rows. */
    boolean isLost() {
        return isLost(new ArrayList<>());
    }

    private boolean isLost(List<DrawnRow> seen) {
        if (!isResolvable) {
            return true;
        }
        if (seen.contains(this)) {
            return false;
        }
        seen.add(this);
        return pointers.values().stream()
                .filter(pointer -> pointer.target() != null && !loosely.contains(pointer))
                .anyMatch(pointer -> pointer.target().isLost(seen));
    }

    /** Returns its name, its values, and the names of the rows that it references, in order. */
    String expected() {
        List<String> parts = new ArrayList<>();
        parts.add(name);
        parts.addAll(values);
        for (Pointer pointer : pointers.values()) {
            boolean isNull = pointer.target() == null
                    || (loosely.contains(pointer) && pointer.target().isLost());
            parts.add(isNull ? NULL : pointer.target().name);
        }
        return String.join("|", parts);
    }

    ObjectNode render(ToIntFunction<DrawnRow> numbering, String itsUuid) {
        ObjectNode record = JSON.createObjectNode().put("model", kind.model());
        if (textKey != null) {
            record.put("pk", textKey);
        } else if (number != null) {
            record.put("pk", numbering.applyAsInt(this));
        }
        ObjectNode rendered = fields.deepCopy();
        if (rendered.has("uuid")) {
            rendered.put("uuid", itsUuid);
        }
        pointers.forEach((field, pointer) -> rendered.set(field, pointer.render(numbering)));
        lists.forEach((field, members) -> {
            ArrayNode list = rendered.putArray(field);
            members.forEach(member -> list.add(member.render(numbering)));
        });
        if (object != null) {
            rendered.put("object_id", Integer.toString(numbering.applyAsInt(object)));
        }
        record.set("fields", rendered);
        return record;
    }

    @Override
    public String toString() {
        return kind.model() + " " + name;
    }
}
