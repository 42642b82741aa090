package org.edms.backup.engine.pack.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.CharConversionException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edms.backup.engine.input.BoundedJsonParser;
import org.edms.backup.engine.input.ObservedInput;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.Json;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Reads a manifest sequentially, one entry at a time. Its digest is verified when the end of the entries is reached. */
public final class ManifestStream implements Closeable {

    private static final ObjectMapper JSON = Json.newMapper();

    /** The limit for the data before the entries. It grows with tables and columns, not with rows or files. */
    private static final long LONGEST_HEAD = 32 << 20;

    /** These values take some 250 MB of memory at worst. Tables with 200,000 columns in total need a tenth of the limit. */
    private static final int MOST_VALUES_OF_HEAD = 4 << 20;

    private final Digested input;
    private final JsonParser json;
    private final Manifest head;
    private final EntryRules rules;
    private boolean ended;
    private String sha256;

    public ManifestStream(InputStream content, long bytes) throws IOException {
        this.input = new Digested(content, bytes - ManifestJson.UNDIGESTED);
        this.json = JSON.createParser(input);
        try {
            this.head = readHead();
        } catch (JsonProcessingException
                | CharConversionException
                | IllegalArgumentException
                | DateTimeException
                | NullPointerException e) {
            throw unreadable(e);
        }
        this.input.limit = Long.MAX_VALUE;
        this.rules = new EntryRules(head);
    }

    /** Returns the data before the entries. */
    public Manifest head() {
        return head;
    }

    /** Returns the next entry in package order; empty after the last. */
    public Optional<Entry> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        try {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT) {
                return Optional.of(rules.check(EntryJson.read(json)));
            }
            if (token != JsonToken.END_ARRAY) {
                throw unreadable(null);
            }
            ended = true;
            compareDigest();
            return Optional.empty();
        } catch (JsonProcessingException
                | CharConversionException
                | IllegalArgumentException
                | DateTimeException
                | NullPointerException e) {
            throw unreadable(e);
        }
    }

    /** Returns the digest of the manifest, after all entries were read. */
    public String sha256() {
        if (sha256 == null) {
            throw new IllegalStateException("The manifest was not read to its end");
        }
        return sha256;
    }

    @Override
    public void close() throws IOException {
        json.close();
        input.close();
    }

    private void compareDigest() throws IOException {
        String recorded = json.nextToken() == JsonToken.FIELD_NAME ? json.nextTextValue() : null;
        input.transferTo(OutputStream.nullOutputStream());
        String computed = input.sha256();
        if (!computed.equals(recorded)) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, MemberNames.MANIFEST + " does not match its digest");
        }
        sha256 = computed;
    }

    private Manifest readHead() throws IOException {
        Head read = new Head();
        JsonParser bounded = new BoundedJsonParser(json, MOST_VALUES_OF_HEAD);
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw unreadable(null);
        }
        while (json.nextToken() == JsonToken.FIELD_NAME && !json.currentName().equals(ManifestJson.MEMBERS_FIELD)) {
            String field = json.currentName();
            json.nextToken();
            read.take(field, bounded);
        }
        if (json.nextToken() != JsonToken.START_ARRAY) {
            throw unreadable(null);
        }
        Manifest manifest = read.manifest();
        if (!manifest.header().format().equals(PackageHeader.FORMAT)) {
            throw new BackupException(
                    ErrorCode.PACKAGE_FORMAT_UNKNOWN,
                    manifest.header().format() + " instead of " + PackageHeader.FORMAT);
        }
        return manifest;
    }

    private static BackupException unreadable(Exception cause) {
        return new BackupException(
                ErrorCode.PACKAGE_CORRUPT, MemberNames.MANIFEST + " cannot be read" + why(cause), cause);
    }

    private static String why(Exception cause) {
        String message = cause instanceof JsonProcessingException json ? json.getOriginalMessage() : null;
        if (message == null && cause != null) {
            message = cause.getMessage();
        }
        return message == null ? "" : ": " + PackagePath.printable(message);
    }

    /** The fields before the entries. Each is read into its type, because a JSON tree would take many times its size. */
    private static final class Head {

        private PackageHeader header;
        private Manifest.Link parent;
        private List<Manifest.Link> chain;
        private Manifest.Database database;
        private List<Manifest.Root> roots;
        private List<Manifest.LeftOut> leftOut;
        private List<Finding> findings;
        private Map<Finding.Kind, Long> findingCounts;

        void take(String field, JsonParser json) throws IOException {
            switch (field) {
                case "header" -> header = json.readValueAs(PackageHeader.class);
                case "parent" -> parent = json.readValueAs(Manifest.Link.class);
                case "chain" -> chain = json.readValueAs(new TypeReference<List<Manifest.Link>>() {});
                case "database" -> database = json.readValueAs(Manifest.Database.class);
                case "roots" -> roots = json.readValueAs(new TypeReference<List<Manifest.Root>>() {});
                case "left_out" -> leftOut = json.readValueAs(new TypeReference<List<Manifest.LeftOut>>() {});
                case "findings" -> findings = json.readValueAs(new TypeReference<List<Finding>>() {});
                case "finding_counts" ->
                    findingCounts = json.readValueAs(new TypeReference<Map<Finding.Kind, Long>>() {});
                // Fields of later versions are skipped.
                default -> json.skipChildren();
            }
        }

        Manifest manifest() {
            return new Manifest(header, parent, chain, database, roots, leftOut, findings, findingCounts);
        }
    }

    /** Computes the digest of the bytes that it covers. */
    private static final class Digested extends ObservedInput {

        private final MessageDigest digest = Sha256.newDigest();
        private long remaining;
        private long passed;
        private long limit = LONGEST_HEAD;

        Digested(InputStream input, long bytes) {
            super(input);
            this.remaining = bytes;
        }

        @Override
        protected void passed(byte[] bytes, int offset, int count) {
            passed += count;
            if (passed > limit) {
                throw new BackupException(
                        ErrorCode.PACKAGE_HOSTILE,
                        "%s: more than %d bytes before the list of members".formatted(MemberNames.MANIFEST, limit));
            }
            int digested = (int) Math.min(count, Math.max(remaining, 0));
            digest.update(bytes, offset, digested);
            remaining -= digested;
        }

        String sha256() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
