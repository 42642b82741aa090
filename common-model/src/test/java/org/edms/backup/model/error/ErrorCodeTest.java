package org.edms.backup.model.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;
import org.edms.backup.model.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {

    /** Scripts and runbooks use these names: you may add one, but never change or remove one. */
    private static final String STABLE = """
            ACCOUNT_MISMATCH ALREADY_RUNNING BACKUP_SHRUNK CANCELLED CHAIN_BROKEN CHANGE_TIME_UNKNOWN
            CODE_NOT_TRUSTED CODE_ROLE_MISSING COMMIT_UNKNOWN CONFIGURATION_INVALID CONFIRMATION_MISSING CONSTRAINT_VIOLATED
            CONVERSION_FINDINGS DATABASE_EMPTY DATABASE_LOGIN_REFUSED DATABASE_MISSING DATABASE_TOO_NEW DATABASE_UNREACHABLE DISK_FULL
            FILES_OF_ANOTHER_DATABASE FILES_WAITING FILE_CONFLICT FILE_KEPT FILE_KEY_DIFFERS FILE_KEY_EXPORTED FILE_NOT_RESTORED FILE_PREFIX_UNUSED FILE_RENAMED FILE_REPLACED FILE_UNREADABLE FORM_UNSUPPORTED
            IDEMPOTENCY_KEY_REUSED ILLEGAL_STATE INTERNAL_ERROR JOURNAL_UNTRUSTED KEY_AMBIGUOUS KEY_MISSING KEY_WRONG
            MESSAGE_UNREADABLE MODEL_AMBIGUOUS MODEL_INVALID NAME_TAKEN NATIVE_LIBRARY_REJECTED NOT_ALLOWED NOT_AUTHENTICATED NOT_FOUND PACKAGE_CORRUPT
            PACKAGE_EXISTS PACKAGE_FORMAT_UNKNOWN PACKAGE_HOSTILE PACKAGE_INCOMPLETE PACKAGE_TRUNCATED
            PACKAGE_WITHOUT_DATA PLAN_OUTDATED READ_DENIED REFERENCE_UNDECLARED REFERENCE_UNRESOLVED REFERENCE_UNUSED REPORT_SHORTENED
            ROWS_MISSING
            ROW_RENAMED SCHEMA_MISMATCH SERVERS_DIFFER SERVER_VERSION_UNSUPPORTED SERVICE_UNREACHABLE STORE_FULL
            STORE_NOT_WRITABLE TABLE_EMPTIED TABLE_LOCKED TABLE_NOT_EMPTIED TABLE_VANISHED TARGET_FULL TARGET_LOCKED TOO_FEW_CONNECTIONS TOO_LARGE
            TOO_MANY_REQUESTS TREE_CYCLIC UNDO_UNFINISHED VALUE_REFUSED VALUE_SUBSTITUTED VERIFICATION_FAILED WRITE_DENIED
            WRONG_USAGE
            """;

    @Test
    void namesAreStable() {
        assertThat(Arrays.stream(ErrorCode.values()).map(Enum::name).sorted())
                .containsExactly(STABLE.strip().split("\\s+", -1));
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeHasATitleAndAHint(ErrorCode code) {
        assertThat(code.title()).isNotBlank().doesNotEndWith(".");
        assertThat(code.hint()).endsWith(".");
        assertThat(code.kind()).isNotNull();
        assertThat(code.httpStatus()).isBetween(400, 599);
        assertThat(code.exitCode().number()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE", "DONE_WITH_WARNINGS"})
    void noErrorHasAnExitCodeOfSuccess(ExitCode good) {
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::exitCode)).doesNotContain(good);
    }

    @Test
    void onlyErrorsAfterACommitEndWithPartial() {
        assertThat(Arrays.stream(ErrorCode.values()).filter(code -> code.exitCode() == ExitCode.PARTIAL))
                .containsExactly(ErrorCode.FILES_WAITING, ErrorCode.COMMIT_UNKNOWN, ErrorCode.UNDO_UNFINISHED);
    }

    @Test
    void anExceptionHasItsCodeAndAOneLineMessage() {
        // when
        BackupException exception = new BackupException(ErrorCode.STORE_FULL, "/backups has 3 bytes left");

        // then
        assertThat(exception.failure().code()).isEqualTo(ErrorCode.STORE_FULL);
        assertThat(exception).hasMessage("Package store is full: /backups has 3 bytes left [STORE_FULL]");
    }

    @Test
    void aProblemDocumentHasTheCodeAndTheHint() {
        // when
        Problem problem = Problem.of(Samples.FAILURE, URI.create("/here"));

        // then
        assertThat(problem.type()).hasToString("urn:edms-backup:error:store-full");
        assertThat(problem.status()).isEqualTo(507);
        assertThat(problem.hint()).isEqualTo(ErrorCode.STORE_FULL.hint());
    }
}
