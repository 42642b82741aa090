package org.edms.backup.engine.restore.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SqlTemplateTest {

    @Test
    void everyPlaceholderIsReplacedWhereverItStands() {
        // given
        SqlTemplate template = SqlTemplate.of("SELECT t.:id FROM :table t WHERE t.:id::text = '08:00':more");

        // when
        String sql = template.with("table", "paper")
                .with("id", "\"a$1\"")
                .with("more", " AND true")
                .sql();

        // then
        assertThat(sql).isEqualTo("SELECT t.\"a$1\" FROM paper t WHERE t.\"a$1\"::text = '08:00' AND true");
    }

    @Test
    void aValueIsNotSearchedForPlaceholders() {
        assertThat(SqlTemplate.of("SELECT :column FROM :table")
                        .with("column", "\"o:table\"")
                        .with("table", "paper")
                        .sql())
                .isEqualTo("SELECT \"o:table\" FROM paper");
    }

    @Test
    void aTemplateKeepsNoValueOfAnEarlierStatement() {
        // given
        SqlTemplate template = SqlTemplate.of("ANALYZE :table");

        // when
        String first = template.with("table", "folder").sql();

        // then
        assertThat(first).isEqualTo("ANALYZE folder");
        assertThat(template.with("table", "paper").sql()).isEqualTo("ANALYZE paper");
    }

    @Test
    void aNameThatTheStatementLacksIsRefused() {
        assertThatThrownBy(() -> SqlTemplate.of("ANALYZE :table").with("tabel", "paper"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(":tabel");
    }

    @Test
    void aPlaceholderWithoutValueOrWithTwoIsRefused() {
        assertThatThrownBy(() -> SqlTemplate.of("ANALYZE :table").sql())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(":table");
        assertThatThrownBy(() ->
                        SqlTemplate.of("ANALYZE :table").with("table", "a").with("table", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(":table");
    }
}
