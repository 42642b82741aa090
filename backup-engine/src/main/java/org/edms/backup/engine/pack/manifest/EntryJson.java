package org.edms.backup.engine.pack.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.id.PackageId;

/** An entry as JSON. Packages have millions of entries, so they are written and read one by one, without reflection. */
public final class EntryJson {

    private static final String FILE_PREFIX = "files/";

    private EntryJson() {}

    public static void write(Entry entry, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", entry.name().value());
        json.writeStringField("kind", entry.kind().name());
        json.writeNumberField("bytes", entry.bytes());
        json.writeStringField("sha256", entry.sha256());
        json.writeStringField("modified", entry.modified().toString());
        json.writeStringField("mode", Integer.toOctalString(entry.mode()));
        json.writeNumberField("offset", entry.offset());
        if (entry.in() != null) {
            json.writeStringField("in", entry.in().toString());
        }
        if (entry.rows() != null) {
            json.writeNumberField("rows", entry.rows());
        }
        if (entry.changed() != null) {
            json.writeStringField("changed", entry.changed().toString());
        }
        if (entry.file() != null && !entry.file().equals(fileCalled(entry.name().value()))) {
            json.writeStringField("root", entry.file().root());
            json.writeStringField("path", entry.file().path());
        }
        json.writeEndObject();
    }

    /** Reads an entry. The parser must be at the start of the object, and is left at its end. Unknown fields are skipped. */
    static Entry read(JsonParser json) throws IOException {
        Fields fields = new Fields();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            fields.take(field, json);
            json.skipChildren();
        }
        return fields.entry();
    }

    /** Most files have the same name in the package as in the system. */
    private static FileId fileCalled(String name) {
        int slash = name.indexOf('/', FILE_PREFIX.length());
        return name.startsWith(FILE_PREFIX) && slash > 0
                ? new FileId(name.substring(FILE_PREFIX.length(), slash), name.substring(slash + 1))
                : null;
    }

    private static final class Fields {
        private String name;
        private MemberKind kind;
        private long bytes;
        private String sha256;
        private Instant modified;
        private int mode;
        private long offset;
        private PackageId in;
        private Long rows;
        private Instant changed;
        private String root;
        private String path;

        void take(String field, JsonParser json) throws IOException {
            switch (field) {
                case "name" -> name = json.getText();
                case "kind" -> kind = MemberKind.valueOf(json.getText());
                case "bytes" -> bytes = json.getLongValue();
                case "sha256" -> sha256 = json.getText();
                case "modified" -> modified = Instant.parse(json.getText());
                case "mode" -> mode = Integer.parseInt(json.getText(), 8);
                case "offset" -> offset = json.getLongValue();
                case "in" -> in = PackageId.parse(json.getText());
                case "rows" -> rows = json.getLongValue();
                case "changed" -> changed = Instant.parse(json.getText());
                case "root" -> root = json.getText();
                case "path" -> path = json.getText();
                default -> {
                    // Fields of later versions are skipped.
                }
            }
        }

        private FileId file(MemberName member) {
            if (root == null && path == null) {
                return fileCalled(name);
            }
            if (root == null || path == null) {
                throw new IllegalArgumentException(name + ": root and path belong together");
            }
            try {
                return new FileId(root, path);
            } catch (BackupException e) {
                throw new BackupException(e.code(), member + ": " + e.failure().detail(), e);
            }
        }

        Entry entry() {
            if (name == null) {
                throw new IllegalArgumentException("an entry without a name");
            }
            MemberName member = new MemberName(name);
            if (kind == null || modified == null) {
                throw new IllegalArgumentException(name + ": kind or time is missing");
            }
            boolean isFile = kind == MemberKind.FILE || kind == MemberKind.TORN;
            return new Entry(
                    kind,
                    member,
                    bytes,
                    sha256,
                    modified,
                    mode,
                    offset,
                    in,
                    rows,
                    isFile ? file(member) : null,
                    changed);
        }
    }
}
