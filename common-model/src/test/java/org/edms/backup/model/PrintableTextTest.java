package org.edms.backup.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {

    @Test
    void textWithoutControlCharactersIsUnchanged() {
        assertThat(PrintableText.escape("Größe 数 \uD83D\uDE00")).isEqualTo("Größe 数 \uD83D\uDE00");
        assertThat(PrintableText.escape(null)).isNull();
    }

    @Test
    void controlCharactersAreEscapedAsInJava() {
        assertThat(PrintableText.escape("a\nFAKE\r\t\u0000\u001b[2J\u0085\u2028\u202e\uD800"))
                .isEqualTo("a\\nFAKE\\r\\t\\u0000\\u001b[2J\\u0085\\u2028\\u202e\\ud800");
    }
}
