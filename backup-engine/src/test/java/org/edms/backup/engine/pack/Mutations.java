package org.edms.backup.engine.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.edms.backup.engine.age.AgeOutput;
import org.edms.backup.engine.age.PrivateKey;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.pack.container.ForgedPackage;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.testing.TestDatabase;

/** Random packages that are almost genuine: damaged bytes, or forged content with correct digests. */
public final class Mutations {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final String ENCRYPTED = ".tar.age";
    private static final List<String> SUFFIXES = List.of(".tar", ".tar.gz", ".tar.zst", ENCRYPTED);
    private static final String GENUINE = "genuine.tar.zst";
    private static final String KEY = "key.txt";
    private static final Map<String, String> FILES =
            Map.of("one.txt", "one", "two/three.txt", "three ".repeat(500), "\u00fc\n\\%.txt", "odd");
    private static final String DUMP = """
            SET client_encoding = 'UTF8';
            COPY public.t (id, word) FROM stdin;
            1\ta
            2\t\\N
            \\.
            ALTER TABLE ONLY public.t
                ADD CONSTRAINT t_pkey PRIMARY KEY (id);
            ALTER TABLE ONLY public.t
                ADD CONSTRAINT t_fk FOREIGN KEY (id) REFERENCES public.t(id) DEFERRABLE;
            -- PostgreSQL database dump complete
            """;
    private static final List<String> STATEMENTS = List.of(
            "CREATE SEQUENCE public.s AS bigint START WITH 1",
            "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS $_$ SELECT 1 $_$",
            "CREATE VIEW public.v AS SELECT t.id FROM public.t WHERE t.word = 'x' AND (t.id > 1 OR t.id < -1)",
            "ALTER TABLE public.t ADD CONSTRAINT c CHECK (((id > 0) AND (word <> ''::text)))",
            "COMMENT ON TABLE public.t IS E'it''s \\\\ here'",
            "GRANT SELECT, INSERT ON TABLE public.t TO \"some role\"",
            "CREATE TYPE public.e AS ENUM ('a', 'b')",
            "CREATE DOMAIN public.d AS text DEFAULT 'a'::text NOT NULL CHECK (VALUE <> '')");
    private static final String[] NAMES = {
        "",
        ".",
        "..",
        "/",
        "/etc/passwd",
        "../../x",
        "a/../../x",
        "a\0b",
        "a\nb",
        "\ud800",
        "%2e%2e/x",
        "files/storage/one.txt",
        ".edms-restore-x/added",
        "manifest.json",
        "catalog/catalog.json",
        "a\\b",
        "C:\\x",
        "x".repeat(20_000),
        "e\u0301",
        "edms-package/3",
        "FILE",
        "ROWS",
        "TORN",
        "public",
        "-1",
        "99999999999999999999",
        "2026-01-01T00:00:00Z",
        "777777777777"
    };
    private static final String[] MODELS = {
        "a: &a [*a]",
        "[[[[",
        "tables: {t: {key: [id]}}",
        "? ",
        "!!java.lang.Object {}",
        "a: b: c",
        "\t",
        "%YAML 9.9\n---",
        "- - - -",
        "format: edms-model/1\ntables: {t: 1}",
        "format: edms-model/1\ntables: {t: {key: {}}}",
        "format: [edms-model/1]"
    };
    private static final String LEGACY = "/org/edms/backup/engine/legacy/sample/";
    private static final List<String> LEGACY_MEMBERS = List.of(
            "metadata.json", "database/database_backup.json", "database/backup_metadata.json", "database/checksum.txt");

    private final Random random;
    private final ForgedPackage genuine;
    private final PrivateKey key;
    private final List<byte[]> files = new ArrayList<>();
    private final Map<String, byte[]> legacy = new TreeMap<>();
    private int count;

    private Mutations(Random random, ForgedPackage genuine, PrivateKey key) {
        this.random = random;
        this.genuine = genuine;
        this.key = key;
    }

    /**
     * A mutated package.
     *
     * @param how a description of the mutation
     * @param legacy whether it is a legacy package
     * @param rewritten whether its digests may be correct
     */
    public record Mutated(Path file, String how, boolean legacy, boolean rewritten) {}

    /** A part of a package that is replaced completely, while everything around it stays correct. */
    public enum Part {
        CATALOG("catalog/catalog.json"),
        MODEL("catalog/edms-model.yaml"),
        ROWS("database/public.t.copy"),
        DDL(null),
        HEAD(null),
        ENTRIES(null),
        TAR(".tar"),
        GZIP(".tar.gz"),
        ZSTD(".tar.zst"),
        AGE(".tar.age"),
        LEGACY_ROWS("database/database_backup.json"),
        LEGACY_METADATA("metadata.json"),
        LEGACY_COUNTS("database/backup_metadata.json"),
        LEGACY_CHECKSUMS("database/checksum.txt"),
        LEGACY_STORAGE("storage/manifest.json"),
        LEGACY_DUMP("database/data.sql"),
        LEGACY_TAR(null);

        private final String place;

        Part(String place) {
            this.place = place;
        }

        private boolean isContainer() {
            return place != null && place.startsWith(".");
        }

        private boolean isLegacy() {
            return name().startsWith("LEGACY");
        }
    }

    /** Backs up a system into {@code directory}, for {@link #of}. */
    public static void prepare(TestDatabase database, Path directory) throws Exception {
        database.execute("CREATE TABLE t (id int PRIMARY KEY, word text); INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        Path root = Files.createDirectories(directory.resolve("files"));
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Path store = Files.createDirectory(directory.resolve("store"));
        BackupResult backup = new Backups(store)
                .of(database)
                .files(root)
                .model(ModelFile.parse("format: edms-model/1\ntables: {t: {key: [word]}}"))
                .run();
        Files.move(store.resolve(backup.stored().name()), directory.resolve(GENUINE));
        Files.writeString(
                directory.resolve(KEY), PrivateKey.generate().encoded().reveal());
    }

    /** @param directory a prepared directory */
    public static Mutations of(Path directory, Random random) throws IOException {
        Mutations mutations = new Mutations(
                random,
                ForgedPackage.of(directory.resolve(GENUINE)),
                PrivateKey.parseFile(Files.readString(directory.resolve(KEY))).get(0));
        for (String suffix : SUFFIXES.subList(0, SUFFIXES.indexOf(ENCRYPTED))) {
            mutations.files.add(
                    Files.readAllBytes(mutations.genuine.copy().write(directory.resolve("whole" + suffix))));
        }
        mutations.files.add(mutations.encrypted(mutations.files.get(0)));
        for (String member : LEGACY_MEMBERS) {
            try (InputStream sample = Mutations.class.getResourceAsStream(LEGACY + member)) {
                mutations.legacy.put(member, sample.readAllBytes());
            }
        }
        return mutations;
    }

    /** Returns the key of the encrypted packages. */
    public PrivateKey key() {
        return key;
    }

    public List<Part> parts() {
        return List.of(Part.values());
    }

    /** Returns the content of a part in genuine packages. */
    public List<byte[]> seeds(Part part) throws IOException {
        return switch (part) {
            case CATALOG, MODEL, ROWS -> List.of(genuine.members().get(part.place));
            case DDL -> statements();
            case HEAD -> List.of(JSON.writeValueAsBytes(genuine.head()));
            case ENTRIES -> List.of(JSON.writeValueAsBytes(genuine.entries()));
            case TAR, GZIP, ZSTD, AGE -> List.of(files.get(SUFFIXES.indexOf(part.place)));
            case LEGACY_STORAGE -> List.of(utf8("{\"files\":{\"a.txt\":{\"size\":1,\"checksum\":\"\"}}}"));
            case LEGACY_DUMP -> List.of(utf8(DUMP));
            case LEGACY_TAR -> List.of(tar(legacy));
            case LEGACY_ROWS, LEGACY_METADATA, LEGACY_COUNTS, LEGACY_CHECKSUMS -> List.of(legacy.get(part.place));
        };
    }

    /** Returns a genuine package with one part replaced. */
    public Mutated withPart(Part part, byte[] content, Path directory) throws IOException {
        count++;
        if (part.isLegacy()) {
            return legacyWith(part, content, directory);
        }
        if (part.isContainer()) {
            Path file = directory.resolve("fuzz" + count + part.place);
            return new Mutated(Files.write(file, content), part.name(), false, true);
        }
        ForgedPackage forged = genuine.copy();
        switch (part) {
            case HEAD -> forged.manifestHead(content);
            case ENTRIES -> forged.manifestEntries(content);
            case DDL -> {
                ObjectNode catalog = (ObjectNode) JSON.readTree(forged.text(Part.CATALOG.place));
                catalog.withArray("ddl")
                        .forEach(each -> ((ObjectNode) each).put("sql", new String(content, StandardCharsets.UTF_8)));
                forged.with(Part.CATALOG.place, JSON.writeValueAsString(catalog));
            }
            default -> forged.with(part.place, content);
        }
        return new Mutated(forged.write(directory.resolve("fuzz" + count + ".tar")), part.name(), false, true);
    }

    private Mutated legacyWith(Part part, byte[] content, Path directory) throws IOException {
        Path path = directory.resolve("fuzz" + count + ".tar");
        byte[] tar = content;
        if (part != Part.LEGACY_TAR) {
            Map<String, byte[]> members = new TreeMap<>(legacy);
            if (part == Part.LEGACY_DUMP) {
                members.keySet().removeIf(name -> name.startsWith("database/"));
            }
            members.put(part.place, content);
            if (part == Part.LEGACY_ROWS || part == Part.LEGACY_COUNTS) {
                members.put("database/checksum.txt", checksums(members));
            }
            tar = tar(members);
        }
        return new Mutated(Files.write(path, tar), part.name(), true, true);
    }

    private List<byte[]> statements() throws IOException {
        List<byte[]> statements = new ArrayList<>();
        for (JsonNode statement :
                JSON.readTree(genuine.text(Part.CATALOG.place)).path("ddl")) {
            statements.add(utf8(statement.path("sql").asText()));
        }
        for (String statement : STATEMENTS) {
            statements.add(utf8(statement));
        }
        return statements;
    }

    private byte[] encrypted(byte[] plain) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        AgeOutput output = AgeOutput.to(file, List.of(key.publicKey()));
        output.write(plain);
        output.finish();
        return file.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the files of the genuine package. */
    public Map<String, String> files() {
        return FILES;
    }

    public Mutated next(Path directory) throws IOException {
        count++;
        int kind = random.nextInt(10);
        if (kind < 2) {
            return legacy(directory);
        }
        if (kind < 5) {
            int which = random.nextInt(files.size());
            StringBuilder how = new StringBuilder("bytes");
            byte[] damaged = damaged(files.get(which), how);
            Path file = directory.resolve("fuzz" + count + SUFFIXES.get(which));
            return new Mutated(Files.write(file, damaged), how.toString(), false, false);
        }
        ForgedPackage forged = genuine.copy();
        StringBuilder how = new StringBuilder("forged");
        for (int i = random.nextInt(3); i >= 0; i--) {
            forge(forged, how);
        }
        Path file = directory.resolve("fuzz" + count + SUFFIXES.get(random.nextInt(SUFFIXES.size() - 1)));
        try {
            forged.write(file, random.nextInt(8) > 0);
        } catch (IllegalArgumentException e) {
            // The mutated header is one that even the forger's tar library cannot write.
            return next(directory);
        }
        return new Mutated(file, how.toString(), false, true);
    }

    private Mutated legacy(Path directory) throws IOException {
        StringBuilder how = new StringBuilder("legacy");
        Map<String, byte[]> members = new TreeMap<>(legacy);
        String member = LEGACY_MEMBERS.get(random.nextInt(LEGACY_MEMBERS.size()));
        boolean wholeFile = random.nextInt(3) == 0;
        if (!wholeFile) {
            how.append(' ').append(member);
            byte[] bytes = members.get(member);
            members.put(
                    member, member.endsWith(".json") && random.nextBoolean() ? json(bytes, how) : damaged(bytes, how));
            if (random.nextBoolean()) {
                members.put("database/checksum.txt", checksums(members));
            }
        }
        byte[] tar = tar(members);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(file)) {
            gzip.write(wholeFile ? damaged(tar, how) : tar);
        }
        Path path = directory.resolve("fuzz" + count + ".tar.gz");
        return new Mutated(Files.write(path, file.toByteArray()), how.toString(), true, true);
    }

    private static byte[] checksums(Map<String, byte[]> members) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String name : List.of("database_backup.json", "backup_metadata.json")) {
            String sha256 = Sha256.of(new ByteArrayInputStream(members.get("database/" + name)));
            lines.append(sha256).append("  ").append(name).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] tar(Map<String, byte[]> members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                TarArchiveEntry entry =
                        new TarArchiveEntry("./" + member.getKey().replaceAll("/$", "_"), true);
                entry.setSize(member.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(member.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private byte[] damaged(byte[] whole, StringBuilder how) {
        byte[] bytes = whole.clone();
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 8 : 2000));
        int kind = random.nextInt(6);
        how.append(" %d at %d, %d".formatted(kind, at, length));
        switch (kind) {
            case 0 -> {
                for (int i = random.nextInt(8); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                return bytes;
            }
            case 1 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 2 -> {
                Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0 : 0xff));
                return bytes;
            }
            case 3 -> {
                byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
                System.arraycopy(whole, at + length, shorter, at, bytes.length - at - length);
                return shorter;
            }
            case 4 -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
                System.arraycopy(whole, at, longer, at + length, bytes.length - at);
                return longer;
            }
            default -> {
                byte[] other = files.get(random.nextInt(files.size()));
                int from = random.nextInt(other.length);
                System.arraycopy(other, from, bytes, at, Math.min(length, other.length - from));
                return bytes;
            }
        }
    }

    private void forge(ForgedPackage forged, StringBuilder how) throws IOException {
        List<String> names = new ArrayList<>(forged.members().keySet());
        String member = names.get(random.nextInt(names.size()));
        int kind = random.nextInt(9);
        how.append("; ").append(kind).append(' ').append(member).append(' ');
        switch (kind) {
            case 0, 1 -> mutate(forged.head(), how);
            case 2, 3 -> mutate(forged.entries(), how);
            case 4 -> forged.members().remove(member);
            case 5 -> forged.withoutEntry(member);
            case 6 -> {
                if (forged.entries().size() > 0) {
                    forged.entries()
                            .add(forged.entries()
                                    .get(random.nextInt(forged.entries().size()))
                                    .deepCopy());
                }
            }
            case 7 -> content(forged, random.nextBoolean() ? "catalog/catalog.json" : "catalog/edms-model.yaml", how);
            default -> rename(forged, member);
        }
    }

    private void content(ForgedPackage forged, String member, StringBuilder how) throws IOException {
        if (!forged.members().containsKey(member)
                || forged.entries().findValuesAsText("name").stream().noneMatch(member::equals)) {
            return;
        }
        byte[] bytes = forged.members().get(member);
        if (random.nextBoolean()) {
            forged.with(member, new String(damaged(bytes, how), StandardCharsets.UTF_8));
        } else if (member.endsWith(".json")) {
            forged.with(member, new String(json(bytes, how), StandardCharsets.UTF_8));
        } else {
            forged.with(member, MODELS[random.nextInt(MODELS.length)]);
        }
    }

    private byte[] json(byte[] bytes, StringBuilder how) throws IOException {
        try {
            JsonNode tree = JSON.readTree(bytes);
            if (tree.isContainerNode()) {
                mutate(tree, how);
                return JSON.writeValueAsBytes(tree);
            }
            return bytes;
        } catch (JsonProcessingException e) {
            return bytes;
        }
    }

    private void rename(ForgedPackage forged, String member) {
        String name = NAMES[random.nextInt(NAMES.length)];
        byte[] bytes = forged.members().remove(member);
        forged.members().put(name, bytes);
        forged.entries().forEach(entry -> {
            if (entry.isObject() && entry.path("name").asText().equals(member) && random.nextBoolean()) {
                ((ObjectNode) entry).put("name", name);
            }
        });
    }

    /** Descends into random nodes, and changes the node at the end. */
    private void mutate(JsonNode node, StringBuilder how) {
        int size = node.size();
        if (size == 0) {
            return;
        }
        int which = random.nextInt(size);
        JsonNode child = node.isArray() ? node.get(which) : node.get(field(node, which));
        how.append('/').append(node.isArray() ? String.valueOf(which) : field(node, which));
        if (child.isContainerNode() && child.size() > 0 && random.nextInt(5) > 0) {
            mutate(child, how);
            return;
        }
        boolean remove = random.nextInt(4) == 0;
        JsonNode value = value();
        if (node instanceof ArrayNode array) {
            if (remove) {
                array.remove(which);
            } else {
                array.set(which, value);
            }
        } else if (remove) {
            ((ObjectNode) node).remove(field(node, which));
        } else {
            ((ObjectNode) node).set(field(node, which), value);
        }
    }

    private static String field(JsonNode node, int which) {
        List<String> fields = new ArrayList<>();
        node.fieldNames().forEachRemaining(fields::add);
        return fields.get(which);
    }

    private JsonNode value() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(9)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.numberNode(-1);
            case 2 -> nodes.numberNode(Long.MAX_VALUE);
            case 3 -> nodes.numberNode(random.nextInt(1000));
            case 4 -> nodes.booleanNode(true);
            case 5 -> nodes.arrayNode().addNull();
            case 6 -> nodes.objectNode();
            case 7 -> deep(random.nextInt(900));
            default -> nodes.textNode(NAMES[random.nextInt(NAMES.length)]);
        };
    }

    private static JsonNode deep(int levels) {
        ArrayNode node = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < levels; i++) {
            ArrayNode outer = JsonNodeFactory.instance.arrayNode();
            outer.add(node);
            node = outer;
        }
        return node;
    }
}
