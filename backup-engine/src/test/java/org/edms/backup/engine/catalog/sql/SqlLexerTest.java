package org.edms.backup.engine.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlLexerTest {

    @Test
    void wordsAreFoldedAndQuotedNamesAreNot() {
        assertThat(texts("CREATE Table \"Odd ; \"\"Name\"\"\".größe$1"))
                .containsExactly("create", "table", "Odd ; \"Name\"", ".", "größe$1");
    }

    @Test
    void stringsOfAllKindsAreOneToken() {
        assertThat(texts("'it''s; --' , E'a\\'b\\\\' , $$ a ; $x$ $$ , $body$ $$ ; $body$"))
                .containsExactly("it's; --", ",", "a'b\\", ",", " a ; $x$ ", ",", " $$ ; ");
    }

    @Test
    void aBackslashDoesNotEscapeInAPlainString() {
        assertThat(texts("'a\\' , b")).containsExactly("a\\", ",", "b");
    }

    @Test
    void commentsNestAndAreNoTokens() {
        assertThat(texts("a /* ; /* ; */ ' */ b -- ; '\nc")).containsExactly("a", "b", "c");
    }

    @Test
    void aCommentEndsAnOperator() {
        assertThat(texts("1 +-- ;\n2 */* ; */3")).containsExactly("1", "+", "2", "*", "3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'open", "\"open", "$$ open", "$x$ $y$", "/* /* */", "E'\\x27'", "E'\\u0027'", "U&'a'", "u&\"a\"",
                        "b'1'", "x'1f'",
                "N'a'", "'a'\n'b'", "E'a' --\n '\\' ; '", "$1", "a\0b", "'a\0'", "\ud800", "1abc", "\"\"", "\\", "{"
            })
    void textThatTheServerCouldReadDifferentlyIsRefused(String sql) {
        assertThatThrownBy(() -> SqlLexer.tokens(sql)).isInstanceOf(SqlSyntaxException.class);
    }

    private static List<String> texts(String sql) {
        return SqlLexer.tokens(sql).stream().map(SqlToken::text).toList();
    }
}
