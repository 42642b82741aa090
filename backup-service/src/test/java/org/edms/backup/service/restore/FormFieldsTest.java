package org.edms.backup.service.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Test;

class FormFieldsTest {

    /** Never ends, and tells how much of it was read. */
    private static final class Endless extends InputStream {

        private long read;

        @Override
        public int read() {
            read++;
            return 'x';
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            read += length;
            return length;
        }
    }

    @Test
    void noMoreThanTheTotalLimitIsRead() {
        // given
        FormFields fields = new FormFields(1 << 20);
        Endless content = new Endless();

        // when, then
        assertThatThrownBy(() -> fields.read("options", content))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
        assertThat(content.read).isLessThan(2 << 20);
    }

    @Test
    void theLimitAppliesToAllFieldsTogether() throws IOException {
        FormFields fields = new FormFields(10);
        fields.read("options", text("123456"));

        assertThatThrownBy(() -> fields.read("confirm", text("12345"))).hasMessageContaining("fields-limit");
        assertThat(fields.get("options")).isEqualTo("123456");
    }

    @Test
    void unknownAndRepeatedFieldsAreRefusedByName() throws IOException {
        FormFields fields = new FormFields(100);
        fields.read("confirm", text("true"));

        assertThatThrownBy(() -> fields.read("confirm", text("false"))).hasMessageContaining("given twice");
        assertThatThrownBy(() -> fields.read("option", text("{}"))).hasMessageContaining("Did you mean \"options\"?");
        assertThatThrownBy(() -> FormFields.checkFile("files")).hasMessageContaining("Did you mean \"file\"?");
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
