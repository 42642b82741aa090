package org.edms.backup.model.error;

import static org.edms.backup.model.error.ErrorKind.ENVIRONMENT;
import static org.edms.backup.model.error.ErrorKind.INTERNAL;
import static org.edms.backup.model.error.ErrorKind.USER;
import static org.edms.backup.model.error.ExitCode.FAILED;
import static org.edms.backup.model.error.ExitCode.PACKAGE_UNREADABLE;
import static org.edms.backup.model.error.ExitCode.PARTIAL;
import static org.edms.backup.model.error.ExitCode.REFUSED;

import java.util.Set;

/**
 * All that can go wrong. The names are stable: REST problems, messages of the command line and events carry the same code,
 * and scripts and runbooks look for it.
 */
public enum ErrorCode {
    // Requests

    WRONG_USAGE(USER, ExitCode.WRONG_USAGE, 400, "The request cannot be understood", "Compare it with the reference."),
    CONFIGURATION_INVALID(
            USER, ExitCode.WRONG_USAGE, 422, "A setting is missing or wrong", "Set the property that is named."),
    MODEL_INVALID(
            USER,
            ExitCode.WRONG_USAGE,
            422,
            "The model file is wrong",
            "Correct the line that is named, or name another model with --model, then retry."),
    NOT_FOUND(USER, FAILED, 404, "There is no such thing", "List what there is and compare the name or id."),
    NAME_TAKEN(USER, FAILED, 409, "The name is in use", "Choose another name."),
    ILLEGAL_STATE(USER, REFUSED, 409, "The job's state does not allow this", "Look at the job's state first."),
    ALREADY_RUNNING(
            USER,
            REFUSED,
            409,
            "It runs already",
            "Stop it with edms-backup down, or name another directory with --data."),
    SERVERS_DIFFER(
            USER,
            REFUSED,
            409,
            "The data directory belongs to other servers",
            "Name the same servers, or none; name another directory with --data; or change them with --reconfigure."),
    IDEMPOTENCY_KEY_REUSED(
            USER, REFUSED, 422, "The idempotency key belongs to another request", "Use a new key for a new request."),
    CONFIRMATION_MISSING(
            USER, REFUSED, 412, "The target holds data and nobody confirmed", "Confirm with --force or --confirm."),
    MESSAGE_UNREADABLE(
            USER, FAILED, 400, "The message cannot be read", "See the reason beside it in the dead letter topic."),
    TOO_LARGE(USER, REFUSED, 413, "The upload is larger than allowed", "Raise the limit or split the package."),
    TOO_MANY_REQUESTS(USER, REFUSED, 429, "Too many requests", "Wait as long as Retry-After says."),

    // Who may do what

    NOT_AUTHENTICATED(USER, REFUSED, 401, "Nobody is signed in", "Send a valid bearer token."),
    NOT_ALLOWED(USER, REFUSED, 403, "The role does not allow this", "Ask somebody who has the role that is named."),

    // The database

    DATABASE_UNREACHABLE(
            ENVIRONMENT, FAILED, 503, "The database does not answer", "Check host, port and whether the server runs."),
    DATABASE_LOGIN_REFUSED(
            ENVIRONMENT, REFUSED, 503, "The database refused the login", "Check user, password and pg_hba.conf."),
    DATABASE_MISSING(ENVIRONMENT, FAILED, 503, "There is no such database", "Check the name, or create it."),
    SERVER_VERSION_UNSUPPORTED(
            ENVIRONMENT, FAILED, 503, "The PostgreSQL version is not supported", "Use PostgreSQL 12 or newer."),
    READ_DENIED(
            ENVIRONMENT,
            REFUSED,
            503,
            "The user may not read everything",
            "Grant SELECT on what is named, or the role pg_read_all_data."),
    WRITE_DENIED(
            ENVIRONMENT, REFUSED, 503, "The user may not write to the target", "Use the owner of the target's tables."),
    TABLE_VANISHED(
            ENVIRONMENT, FAILED, 500, "A table was dropped while it was read", "Back up again when no migration runs."),
    TABLE_LOCKED(
            ENVIRONMENT,
            FAILED,
            503,
            "A table is locked",
            "Wait for the transaction that alters what is named, then start again."),
    TOO_FEW_CONNECTIONS(
            ENVIRONMENT,
            FAILED,
            503,
            "The server has no connection left",
            "Lower --parallel or raise max_connections."),
    TARGET_LOCKED(
            ENVIRONMENT,
            REFUSED,
            409,
            "Somebody else is restoring into the target",
            "Wait for the restore or transaction that is named."),

    // Files and package stores

    FILE_UNREADABLE(ENVIRONMENT, FAILED, 500, "A file cannot be read", "Check the owner and mode of what is named."),
    STORE_NOT_WRITABLE(
            ENVIRONMENT, FAILED, 503, "The package store cannot be written", "Check the owner and mode of the store."),
    STORE_FULL(ENVIRONMENT, FAILED, 507, "The package store is full", "Free space, or apply retention."),
    TARGET_FULL(ENVIRONMENT, FAILED, 507, "The target has no space left", "Free space and start again."),
    DISK_FULL(
            ENVIRONMENT,
            FAILED,
            507,
            "A disk is full",
            "Free space: on the disk of what is named, or of temporary files (java.io.tmpdir)."),
    NATIVE_LIBRARY_REJECTED(
            ENVIRONMENT,
            FAILED,
            500,
            "A native library cannot be loaded",
            "Name a directory that allows programs (not mounted noexec): EDMS_BACKUP_JAVA_OPTS=-DZstdTempFolder=DIRECTORY."),
    PACKAGE_EXISTS(USER, REFUSED, 409, "A package of that name exists", "Choose another name, or --force."),

    // Packages

    PACKAGE_CORRUPT(
            USER,
            PACKAGE_UNREADABLE,
            422,
            "The package is not what it was",
            "Take another copy; the member that is named differs from its digest."),
    PACKAGE_TRUNCATED(
            USER, PACKAGE_UNREADABLE, 422, "The package is cut off", "Copy it again; compare it with its .sha256."),
    PACKAGE_FORMAT_UNKNOWN(
            USER, PACKAGE_UNREADABLE, 422, "This is no package that is known here", "Update, or check the file."),
    PACKAGE_HOSTILE(
            USER,
            PACKAGE_UNREADABLE,
            422,
            "The package holds what no package holds",
            "Do not trust its origin: the member that is named is unsafe."),
    CODE_NOT_TRUSTED(
            USER,
            REFUSED,
            422,
            "The package carries code of unknown origin",
            "Review the objects that are named. To run them, pass --trust-code (REST: trust_code)."),
    CODE_ROLE_MISSING(
            USER,
            REFUSED,
            422,
            "No role with few rights can run the package's code",
            "Create the role that is shown and name it with --code-role (REST: code_role)."),
    KEY_MISSING(USER, PACKAGE_UNREADABLE, 422, "The package is encrypted", "Name the key or the passphrase file."),
    KEY_WRONG(USER, PACKAGE_UNREADABLE, 422, "The key does not open the package", "Use the key it was made for."),
    CHAIN_BROKEN(
            USER,
            PACKAGE_UNREADABLE,
            422,
            "A package that this one builds on is missing or another",
            "Put the package that is named into the store."),
    PACKAGE_WITHOUT_DATA(
            USER,
            PACKAGE_UNREADABLE,
            422,
            "This backup contains no data",
            "It holds only names of tables; take another backup."),
    PACKAGE_INCOMPLETE(
            USER,
            PACKAGE_UNREADABLE,
            422,
            "The package does not hold what it says it holds",
            "Take another copy, or another backup."),
    FORM_UNSUPPORTED(
            USER,
            PACKAGE_UNREADABLE,
            422,
            "The package holds a form that cannot be read here",
            "Restore the member that is named with the tool that made it."),

    BACKUP_SHRUNK(
            ENVIRONMENT,
            FAILED,
            500,
            "The backup holds much less than the one before",
            "Check that the database and the file roots are the right ones and that nothing was deleted by mistake."),
    DATABASE_EMPTY(
            ENVIRONMENT,
            FAILED,
            500,
            "The database has no tables",
            "Check that --db or DB_NAME names the database of the EDMS, and that its user sees the tables."),

    // Restores

    SCHEMA_MISMATCH(
            USER,
            FAILED,
            409,
            "The target lacks a table or column of the package",
            "Migrate the target, or leave it out with --skip-table or --drop-column."),
    VALUE_REFUSED(
            USER, FAILED, 422, "The target refuses a value", "See the table, column and line; compare the types."),
    KEY_AMBIGUOUS(USER, FAILED, 409, "Two rows claim one natural key", "Correct one of the two rows that are named."),
    REFERENCE_UNRESOLVED(
            USER,
            FAILED,
            409,
            "A row points to something that is nowhere",
            "Restore what is named first, or allow a stub in the model."),
    CONSTRAINT_VIOLATED(
            USER, FAILED, 409, "A row breaks a constraint of the target", "See the row, or use --strategy row."),
    ACCOUNT_MISMATCH(
            INTERNAL, FAILED, 500, "Rows or files are not accounted for", "Nothing was changed. Send the report."),
    VERIFICATION_FAILED(
            INTERNAL, FAILED, 500, "What was written is not what was read", "Nothing was changed. Send the report."),
    FILES_WAITING(
            ENVIRONMENT,
            PARTIAL,
            500,
            "The rows are restored, and files wait to be put into place",
            "Mend what is named and start the restore again with the same --id, or any other: it puts them there first."),
    COMMIT_UNKNOWN(
            ENVIRONMENT,
            PARTIAL,
            503,
            "The connection was lost during the commit",
            "When the database answers again, repeat the restore with the same --id, or the undo: neither is carried out twice."),
    ROWS_MISSING(
            USER,
            FAILED,
            409,
            "A table that must have rows is empty",
            "Check that this is the right database, or leave out --require-workflow-history."),
    CHANGE_TIME_UNKNOWN(
            USER,
            FAILED,
            422,
            "Rows were kept because their time of change is unknown",
            "Add changedAt to the named tables in the model, or restore with --on-match update or keep."),
    FILE_PREFIX_UNUSED(
            USER,
            FAILED,
            422,
            "No path begins with the prefix that the model gives",
            "Correct the prefix of the named file root in the model."),
    FILES_OF_ANOTHER_DATABASE(
            ENVIRONMENT,
            REFUSED,
            409,
            "Files of an interrupted restore into another database wait in this directory",
            "Run that restore again with its --id, or restore anything into its database: that places or discards them."),
    JOURNAL_UNTRUSTED(
            ENVIRONMENT,
            REFUSED,
            409,
            "A restore's journal is not authentic",
            "Check who wrote the .edms-restore-* directory that is named. Move it out of the root, and copy what you need back."),
    UNDO_UNFINISHED(
            ENVIRONMENT,
            REFUSED,
            409,
            "An undo was interrupted",
            "Run restore undo with the same id again to complete it."),
    PLAN_OUTDATED(USER, REFUSED, 409, "Package or target changed since the plan was made", "Make the plan again."),
    REPORT_SHORTENED(
            ENVIRONMENT,
            FAILED,
            500,
            "The report is too long for a message",
            "Read the whole report in the file that is named."),
    CONVERSION_FINDINGS(
            USER,
            FAILED,
            409,
            "The conversion of the package noticed something",
            "Look up the kind of finding in docs/legacy-packages.md."),
    VALUE_SUBSTITUTED(
            USER,
            FAILED,
            409,
            "A missing value was replaced",
            "Check onNull of the table in the model file if another value, or none, should stand there."),
    ROW_RENAMED(
            USER,
            FAILED,
            409,
            "A row was found by its UUID under another name",
            "Compare the two names. Pass --on-match keep to keep the target's name."),
    CANCELLED(USER, FAILED, 409, "Somebody cancelled the work", "Start it again when it is wanted."),

    // The suite

    SERVICE_UNREACHABLE(
            ENVIRONMENT, FAILED, 503, "A service does not answer", "Check its address, and whether it runs."),
    INTERNAL_ERROR(INTERNAL, FAILED, 500, "The suite is at fault", "Send the log around this moment.");

    private static final Set<ErrorCode> PASSING = Set.of(
            DATABASE_UNREACHABLE,
            COMMIT_UNKNOWN,
            TOO_FEW_CONNECTIONS,
            TABLE_LOCKED,
            TABLE_VANISHED,
            TARGET_LOCKED,
            SERVICE_UNREACHABLE,
            TOO_MANY_REQUESTS);

    private final ErrorKind kind;
    private final ExitCode exitCode;
    private final int httpStatus;
    private final String title;
    private final String hint;

    ErrorCode(ErrorKind kind, ExitCode exitCode, int httpStatus, String title, String hint) {
        this.kind = kind;
        this.exitCode = exitCode;
        this.httpStatus = httpStatus;
        this.title = title;
        this.hint = hint;
    }

    public ErrorKind kind() {
        return kind;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** Whether it may be over after a while without anybody's doing: work that it has stopped is tried again. */
    public boolean passes() {
        return PASSING.contains(this);
    }

    /** What is wrong, in general; what exactly is wrong stands beside it. */
    public String title() {
        return title;
    }

    /** What to do about it. */
    public String hint() {
        return hint;
    }
}
