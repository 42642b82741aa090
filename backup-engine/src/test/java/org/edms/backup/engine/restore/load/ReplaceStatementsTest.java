package org.edms.backup.engine.restore.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.edms.backup.engine.catalog.ddl.CheckedStatement;
import org.edms.backup.engine.catalog.sql.QualifiedName;
import org.junit.jupiter.api.Test;

class ReplaceStatementsTest {

    private static final CheckedStatement.SequenceValue VALUE =
            new CheckedStatement.SequenceValue(new QualifiedName("public", "paper's_seq"), 41, true);

    @Test
    void theNextValueOfAUsedSequenceIsOneIncrementAhead() {
        assertThat(Replace.nextValue(VALUE))
                .isEqualTo("SELECT 41 + seqincrement FROM pg_sequence "
                        + "WHERE seqrelid = '\"public\".\"paper''s_seq\"'::regclass");
    }

    @Test
    void aSequenceRestartsWithTheNextValue() {
        assertThat(Replace.restart(VALUE, "42")).isEqualTo("ALTER SEQUENCE \"public\".\"paper's_seq\" RESTART WITH 42");
    }
}
