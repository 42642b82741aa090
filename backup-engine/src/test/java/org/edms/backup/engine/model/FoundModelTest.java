package org.edms.backup.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.edms.backup.engine.catalog.table.CatalogQuery;
import org.edms.backup.engine.catalog.table.TableCatalog;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** Which of several models is used for a database. */
@PostgresTest
class FoundModelTest {

    private static final EdmsModel SECOND = of("archive 2.x", "columns: [paper.sha256], without: [paper.md5]");
    private static final EdmsModel FIRST = of("archive 1.x", "columns: [paper.md5]");
    private static final EdmsModel LIBRARY = of("library", "columns: [book.isbn]");

    private static EdmsModel of(String name, String columns) {
        return ModelFile.parse("""
                format: edms-model/2
                for: { name: "%s", tables: [folder, paper], %s }
                tables: { folder: { key: [name] } }
                """.formatted(name, columns)).from(EdmsModel.Origin.SHIPPED);
    }

    @Test
    void columnsTellVersionsApart(TestDatabase database) throws Exception {
        // given
        database.execute("CREATE TABLE folder (name text UNIQUE); CREATE TABLE paper (sha256 text)");

        // when
        EffectiveModel found = found(database, FIRST, SECOND, LIBRARY);

        // then
        assertThat(found.reason()).isEqualTo("archive 2.x, found by its tables; it describes 1 tables");
        assertThat(found.model()).isEqualTo(SECOND);
    }

    @Test
    void aColumnOfAnotherVersionExcludesAModel(TestDatabase database) throws Exception {
        // given
        database.execute("CREATE TABLE folder (name text UNIQUE); CREATE TABLE paper (sha256 text, md5 text)");

        // when
        EffectiveModel found = found(database, SECOND, LIBRARY);

        // then
        assertThat(found.reason()).startsWith("none: no shipped model fits this database; keys come from constraints");
    }

    @Test
    void severalModelsThatFitAreRefusedByName(TestDatabase database) throws Exception {
        // given
        database.execute("CREATE TABLE folder (name text UNIQUE); CREATE TABLE paper (md5 text)");
        EdmsModel other = of("archive of a fork", "columns: [paper.md5]");

        // when
        ThrowingCallable search = () -> found(database, FIRST, SECOND, other);

        // then
        assertThatThrownBy(search)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_AMBIGUOUS))
                .hasMessageContaining("--model \"archive 1.x\" or --model \"archive of a fork\"");
    }

    @Test
    void aModelThatWasFoundButDoesNotFitIsNotUsed(TestDatabase database) throws Exception {
        // given
        database.execute("CREATE TABLE folder (title text); CREATE TABLE paper (md5 text)");

        // when
        EffectiveModel found = found(database, FIRST);

        // then
        assertThat(found.reason())
                .startsWith("none: the model of archive 1.x was found by its tables, but does not fit: line 3: key of "
                        + "public.folder names the column name, which the table does not have");
        assertThat(found.model().origin()).isEqualTo(EdmsModel.Origin.NONE);
    }

    @Test
    void aShippedModelHasTheNameOfItsSystem() throws Exception {
        assertThat(ModelFile.read(Path.of("demonstration EDMS")).system().name())
                .isEqualTo("demonstration EDMS");
    }

    @Test
    void theNameOfAnUnqualifiedColumnIsRefusedByLine() {
        assertThatThrownBy(() -> of("archive", "columns: [md5]"))
                .hasMessageContaining("line 2: expected TABLE.COLUMN, not \"md5\"");
    }

    private static EffectiveModel found(TestDatabase database, EdmsModel... shipped) throws Exception {
        try (Connection connection = database.connect()) {
            CatalogQuery catalog = new CatalogQuery(connection, List.of());
            return EffectiveModel.found(List.of(shipped), TableCatalog.read(catalog), catalog);
        }
    }
}
