package org.edms.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation with a generated part. */
record GeneratedDocument(String name) {

    private static final String BEGIN = "<!-- generated: begin -->\n";
    private static final String END = "<!-- generated: end -->\n";

    /** Writes the expected page to {@code target}, from where it can be copied. */
    void assertSays(String generated) throws IOException {
        String page = Files.readString(Path.of("..", "docs", name));
        String wanted = with(page, generated);
        Files.writeString(Path.of("target", name), wanted);
        assertThat(page.equals(wanted))
                .as("docs/%1$s is out of date. Renew it with: cp cli/target/%1$s docs/%1$s", name)
                .isTrue();
    }

    /** Replaces the text between the marks. */
    static String with(String page, String generated) {
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertThat(begin).as("the marks of the generated part").isBetween(BEGIN.length(), end);
        return page.substring(0, begin) + "\n" + generated + "\n" + page.substring(end);
    }
}
