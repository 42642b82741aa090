package org.edms.backup.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.edms.backup.guide.Page.Command;
import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void commandsKeepTheirLineNumbers() {
        // given
        Page page = page("""
                # A page

                ```sh
                edms-backup list \\
                    --limit 5   # the newest
                ```
                Prose.
                """);

        // when
        PageScript script = PageScript.of(page);

        // then
        assertThat(script.lines())
                .containsExactly("", "", "", "edms-backup list \\", "    --limit 5   # the newest", "", "");
        assertThat(script.run()).containsExactly(new Command(3, 2, "edms-backup list --limit 5"));
    }

    @Test
    void onlyExceptionsAreOmitted() {
        // given
        Page page = page("""
                ```sh
                ./mvnw verify    # all of it
                ./mvnw verify -o
                ```
                """);

        // when
        PageScript script = PageScript.of(page);

        // then
        assertThat(script.lines()).containsExactly("", "", "./mvnw verify -o", "");
        assertThat(script.notRun()).extracting(Command::text).containsExactly("./mvnw verify");
    }

    @Test
    void aLineOfACrontabRunsWithoutItsTimes() {
        assertThat(PageScript.of(page("```crontab\n*/5 2 * * 1 edms-backup list --who 'me'\n```"))
                        .lines())
                .contains("sh -c 'edms-backup list --who '\\''me'\\'''");
    }

    @Test
    void aCommandOutsideOfShellBlocksIsFound() {
        // given
        Page page = page("""
                ```
                $ edms-backup list
                ```
                ```console
                PGPASSWORD=x psql -l
                ```
                ```sh
                edms-backup status
                ```
                Text.

                    ./edms-backup convert a

                ```
                edms_backup_overdue 1
                ```
                """);

        // when
        List<String> hidden = page.hiddenCommands();

        // then
        assertThat(hidden)
                .containsExactly(
                        "page.md:2: $ edms-backup list",
                        "page.md:5: PGPASSWORD=x psql -l",
                        "page.md:12: ./edms-backup convert a");
    }

    private static Page page(String text) {
        return new Page("page.md", text.lines().toList());
    }
}
