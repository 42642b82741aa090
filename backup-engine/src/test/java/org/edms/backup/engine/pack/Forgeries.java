package org.edms.backup.engine.pack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.edms.backup.engine.pack.container.ForgedPackage;
import org.junit.jupiter.params.provider.Arguments;

/** Forgeries of a package of a table {@code t} with two rows and of the files {@code one.txt} and {@code two.txt}. */
public final class Forgeries {

    private static final String FILE = "files/storage/one.txt";
    private static final String ROWS = "database/public.t.copy";

    private Forgeries() {}

    /** Changes one part of a package. */
    @FunctionalInterface
    public interface Forgery {
        void change(ForgedPackage forged) throws IOException;
    }

    private static Arguments forgery(String what, String named, Forgery forgery) {
        return Arguments.of(what, named, forgery);
    }

    /** Returns the forged part, the text that the error contains, and the forgery. */
    public static Stream<Arguments> all() {
        return Stream.of(
                path("an absolute path", "/srv/edms/storage/live.txt"),
                path("a path out of the root", "../../../x"),
                path("a path that is not normalized", "a/./b"),
                path("an empty part", "a//b"),
                path("a NUL", "a\0b"),
                path("half a surrogate pair", "a\ud800b"),
                path("a journal of ours", ".edms-restore-0190a0a0-0000-7000-8000-000000000000/added"),
                path("a journal of ours in capitals", ".EDMS-RESTORE-x/journal"),
                forgery(
                        "an unknown root",
                        FILE,
                        forged -> forged.entry(FILE).put("root", "other").put("path", "x")),
                forgery(
                        "a root without a path",
                        FILE,
                        forged -> forged.entry(FILE).put("root", "storage")),
                forgery(
                        "a root that is a path",
                        "manifest.json",
                        forged -> ((ObjectNode) forged.head().withArray("roots").get(0)).put("name", "../x")),
                forgery(
                        "a package outside the chain",
                        FILE,
                        forged -> forged.entry(FILE).put("in", "0190a0a0-0000-7000-8000-000000000000")),
                forgery("an omitted file", "files/storage/two.txt", forged -> forged.withoutEntry(FILE)),
                forgery(
                        "an omitted last member",
                        "manifest.json",
                        forged -> forged.withoutEntry(forged.entries()
                                .get(forged.entries().size() - 1)
                                .get("name")
                                .asText())),
                forgery("an omitted file, well laid out", "storage", forged -> forged.without(FILE)),
                forgery("omitted rows, well laid out", ROWS, forged -> forged.without(ROWS)),
                forgery(
                        "a table without its member",
                        "public.t",
                        forged -> table(forged).putArray("members")),
                forgery("fewer rows", "public.t", forged -> table(forged).put("rows", 1)),
                forgery(
                        "negative rows",
                        "manifest.json",
                        forged -> table(forged).put("rows", -1)),
                forgery(
                        "negative rows of a member",
                        ROWS,
                        forged -> forged.entry(ROWS).put("rows", -1)),
                forgery("rows after the end of data", ROWS, forged -> {
                    forged.with(ROWS, "1\ta\n\\.\n2\tb\n").entry(ROWS).put("rows", 1);
                    table(forged).put("rows", 1);
                }),
                forgery("lines after the end of data that count", ROWS, forged -> {
                    forged.with(ROWS, "1\ta\n\\.\n2\tb\n").entry(ROWS).put("rows", 3);
                    table(forged).put("rows", 3);
                }),
                forgery(
                        "a column twice",
                        "public.t",
                        forged -> table(forged).putArray("columns").add("id").add("id")),
                forgery("no columns", "public.t", forged -> table(forged).putArray("columns")),
                forgery("a file of the same name twice", "files/storage/zwei.txt", forged -> {
                    forged.members().put("files/storage/zwei.txt", "two".getBytes(StandardCharsets.UTF_8));
                    forged.entries()
                            .add(forged.entry("files/storage/two.txt")
                                    .deepCopy()
                                    .put("name", "files/storage/zwei.txt")
                                    .put("root", "storage")
                                    .put("path", "one.txt"));
                }),
                forgery(
                        "a null catalog",
                        "catalog/catalog.json",
                        forged -> forged.with("catalog/catalog.json", "null")),
                forgery(
                        "a catalog that is cut off",
                        "catalog/catalog.json",
                        forged -> forged.with("catalog/catalog.json", "{\"database\":\"x\",\"tables\":[")),
                forgery(
                        "a catalog that is deep",
                        "catalog/catalog.json",
                        forged -> forged.with("catalog/catalog.json", "{\"tables\":" + "[".repeat(100_000))),
                forgery(
                        "a catalog of nulls",
                        "catalog/catalog.json",
                        forged -> forged.with(
                                "catalog/catalog.json", "{\"database\":\"x\",\"tables\":[null],\"ddl\":[]}")),
                forgery(
                        "a catalog without the table",
                        "catalog/catalog.json",
                        forged -> forged.with("catalog/catalog.json", "{\"database\":\"x\",\"tables\":[],\"ddl\":[]}")),
                model("a model that contains itself", "tables: {t: {stub: {note: &a [*a]}}}"),
                model("an anchor", "schema: &a public"),
                model("a deep model", "tables: " + "[".repeat(10_000)),
                model("a model with control characters", "schema: \u0007"),
                model("a model that is a list", "- x"),
                model("an empty model", ""),
                forgery(
                        "a file that the manifest lists twice",
                        FILE,
                        forged -> forged.entries().add(forged.entry(FILE).deepCopy())),
                forgery("two members, swapped", FILE, forged -> {
                    byte[] one = forged.members().remove(FILE);
                    forged.members().put(FILE, one);
                }),
                forgery(
                        "a member that the manifest does not list",
                        "manifest.json",
                        forged -> forged.members().put("files/storage/three.txt", new byte[1])),
                forgery(
                        "a negative count of files",
                        "manifest.json",
                        forged -> ((ObjectNode) forged.head().withArray("roots").get(0)).put("files", -1)),
                forgery("a negative size", FILE, forged -> forged.entry(FILE).put("bytes", -1)),
                forgery(
                        "a column that the catalog does not know",
                        "catalog/catalog.json",
                        forged -> table(forged).withArray("columns").set(0, "other")),
                forgery(
                        "an unknown kind",
                        "manifest.json",
                        forged -> forged.entry(FILE).put("kind", "DEVICE")),
                forgery(
                        "a file that is called rows",
                        FILE,
                        forged -> forged.entry(FILE).put("kind", "ROWS")),
                forgery("a mode of a device", FILE, forged -> forged.entry(FILE).put("mode", "60000")),
                forgery("no digest", FILE, forged -> forged.entry(FILE).put("sha256", "")),
                forgery(
                        "a time out of range",
                        "manifest.json",
                        forged -> forged.entry(FILE).put("modified", "never")),
                forgery("an impossible size", FILE, forged -> forged.entry(FILE).put("bytes", Long.MAX_VALUE)),
                forgery("no header", "manifest.json", forged -> forged.head().remove("header")),
                forgery(
                        "a null in the chain",
                        "manifest.json",
                        forged -> forged.head().withArray("chain").addNull()),
                forgery(
                        "a deep field",
                        "manifest.json",
                        forged -> forged.head()
                                .set("findings", new ObjectMapper().readTree("[".repeat(900) + "]".repeat(900)))));
    }

    private static Arguments path(String what, String path) {
        return forgery(
                what, FILE, forged -> forged.entry(FILE).put("root", "storage").put("path", path));
    }

    private static Arguments model(String what, String text) {
        return forgery(what, "catalog/edms-model.yaml", forged -> forged.with("catalog/edms-model.yaml", text));
    }

    private static ObjectNode table(ForgedPackage forged) {
        return (ObjectNode) forged.head().path("database").path("tables").get(0);
    }
}
