package org.edms.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation which in part is generated, so that it says what the program does. */
record GeneratedDocument(String name) {

    private static final String BEGIN = "<!-- generated: begin -->\n";
    private static final String END = "<!-- generated: end -->\n";

    /** The page as it ought to be is left beside what was built: copying it is all that renewing takes. */
    void assertSays(String generated) throws IOException {
        String told = Files.readString(Path.of("..", "docs", name));
        String wanted = with(told, generated);
        Files.writeString(Path.of("target", name), wanted);
        assertThat(told.equals(wanted))
                .as("docs/%1$s is out of date. Renew it with: cp cli/target/%1$s docs/%1$s", name)
                .isTrue();
    }

    /** What stands before the marks and after them is written by hand. */
    static String with(String page, String generated) {
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertThat(begin).as("the marks of what is generated").isBetween(BEGIN.length(), end);
        return page.substring(0, begin) + "\n" + generated + "\n" + page.substring(end);
    }
}
