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
 * All errors of the suite. The names are stable, because scripts and runbooks use them: REST problems, messages of the command
 * line and events carry the same code.
 */
public enum ErrorCode {
    // Requests

    WRONG_USAGE(
            USER,
            ExitCode.WRONG_USAGE,
            400,
            "Invalid request",
            "Correct what the detail names. docs/commands.md lists all options, /q/openapi all REST fields."),
    CONFIGURATION_INVALID(
            USER,
            ExitCode.WRONG_USAGE,
            422,
            "Missing or invalid setting",
            "Set the named option or property, then retry."),
    MODEL_INVALID(
            USER,
            ExitCode.WRONG_USAGE,
            422,
            "Invalid model file",
            "Correct the named line, or pass another model with --model, then retry."),
    MODEL_AMBIGUOUS(
            USER,
            ExitCode.WRONG_USAGE,
            422,
            "Several models fit the database",
            "Choose one of them with --model, or with edms.backup.model for the services."),
    NOT_FOUND(USER, FAILED, 404, "Not found", "Check the name or id. edms-backup list shows what exists."),
    NAME_TAKEN(USER, FAILED, 409, "Name is already in use", "Choose another name."),
    ILLEGAL_STATE(
            USER,
            REFUSED,
            409,
            "Not possible in the current state",
            "Check the state of the job: edms-backup list shows it."),
    ALREADY_RUNNING(
            USER,
            REFUSED,
            409,
            "Suite is already running",
            "Stop it with edms-backup down, or choose another directory with --data."),
    SERVERS_DIFFER(
            USER,
            REFUSED,
            409,
            "Data directory belongs to other servers",
            "Name the same servers or none, choose another directory with --data, or change the servers with --reconfigure."),
    IDEMPOTENCY_KEY_REUSED(
            USER,
            REFUSED,
            422,
            "Idempotency key belongs to another request",
            "Send a new Idempotency-Key with a new request."),
    CONFIRMATION_MISSING(
            USER,
            REFUSED,
            412,
            "Confirmation is missing",
            "The target holds data. To change it, pass --force or --confirm (REST: confirm)."),
    MESSAGE_UNREADABLE(
            USER,
            FAILED,
            400,
            "Unreadable message",
            "Read the reason in the header of the dead letter, then send a corrected message."),
    TOO_LARGE(USER, REFUSED, 413, "Request is too large", "Send less, or raise the named limit."),
    TOO_MANY_REQUESTS(USER, REFUSED, 429, "Too many requests", "Wait as long as Retry-After says, then retry."),

    // Access

    NOT_AUTHENTICATED(
            USER,
            REFUSED,
            401,
            "Authentication is required",
            "Send a valid bearer token: --token-file FILE, or the variable EDMS_BACKUP_TOKEN."),
    NOT_ALLOWED(USER, REFUSED, 403, "Permission denied", "Use a token with the named role."),

    // The database

    DATABASE_UNREACHABLE(
            ENVIRONMENT,
            FAILED,
            503,
            "Database is unreachable",
            "Check the host and port, and that the server is running."),
    DATABASE_LOGIN_REFUSED(
            ENVIRONMENT, REFUSED, 503, "Database login rejected", "Check the user, the password and pg_hba.conf."),
    DATABASE_MISSING(
            ENVIRONMENT, FAILED, 503, "Database does not exist", "Check the database name, or create the database."),
    DATABASE_TOO_NEW(
            ENVIRONMENT,
            REFUSED,
            503,
            "Database belongs to a newer version",
            "Start the newer version. To go back, restore the service database from before its upgrade."),
    SERVER_VERSION_UNSUPPORTED(
            ENVIRONMENT, FAILED, 503, "PostgreSQL version is not supported", "Use PostgreSQL 12 or newer."),
    READ_DENIED(
            ENVIRONMENT,
            REFUSED,
            503,
            "Missing read permission",
            "Grant SELECT on the named objects, or grant the role pg_read_all_data."),
    WRITE_DENIED(ENVIRONMENT, REFUSED, 503, "Missing write permission", "Restore as the owner of the target's tables."),
    TABLE_VANISHED(ENVIRONMENT, FAILED, 500, "Table no longer exists", "Retry when no schema migration is running."),
    TABLE_LOCKED(
            ENVIRONMENT,
            FAILED,
            503,
            "Table is locked",
            "Wait until the transaction that alters the named table ends, then retry."),
    TOO_FEW_CONNECTIONS(
            ENVIRONMENT,
            FAILED,
            503,
            "Too few database connections",
            "Lower --parallel, or raise max_connections of the server."),
    TARGET_LOCKED(
            ENVIRONMENT,
            REFUSED,
            409,
            "Target is locked by another restore or session",
            "Wait until the named restore or transaction ends, then retry."),

    // Files and package stores

    FILE_UNREADABLE(ENVIRONMENT, FAILED, 500, "File cannot be read", "Check the owner and mode of the named file."),
    STORE_NOT_WRITABLE(
            ENVIRONMENT, FAILED, 503, "Package store is not writable", "Check the owner and mode of the store."),
    STORE_FULL(ENVIRONMENT, FAILED, 507, "Package store is full", "Free space, or apply retention."),
    TARGET_FULL(ENVIRONMENT, FAILED, 507, "Disk of the target is full", "Free space, then retry."),
    DISK_FULL(
            ENVIRONMENT,
            FAILED,
            507,
            "Disk is full",
            "Free space on the named disk. To move temporary files, set EDMS_BACKUP_JAVA_OPTS=-Djava.io.tmpdir=DIRECTORY."),
    NATIVE_LIBRARY_REJECTED(
            ENVIRONMENT,
            FAILED,
            500,
            "Native library cannot be loaded",
            "Choose a directory that is not mounted noexec: EDMS_BACKUP_JAVA_OPTS=-DZstdTempFolder=DIRECTORY."),
    PACKAGE_EXISTS(USER, REFUSED, 409, "Package already exists", "Choose another name, or pass --force to replace it."),

    // Packages

    PACKAGE_CORRUPT(
            USER,
            PACKAGE_UNREADABLE,
            422,
            "Package is corrupt",
            "Use another copy of the package: the named part differs from its digest."),
    PACKAGE_TRUNCATED(
            USER, PACKAGE_UNREADABLE, 422, "Package is truncated", "Copy it again, and compare it with its .sha256."),
    PACKAGE_FORMAT_UNKNOWN(
            USER,
            PACKAGE_UNREADABLE,
            422,
            "Unknown package format",
            "Check that the file is a package, or update edms-backup."),
    PACKAGE_HOSTILE(
            USER,
            PACKAGE_UNREADABLE,
            422,
            "Unsafe content in package",
            "Do not trust the origin of the package: the named part is unsafe."),
    CODE_NOT_TRUSTED(
            USER,
            REFUSED,
            422,
            "Package contains untrusted code",
            "Review the named objects. To run them, pass --trust-code (REST: trust_code)."),
    CODE_ROLE_MISSING(
            USER,
            REFUSED,
            422,
            "No unprivileged role for the package's code",
            "Create the role shown, then pass it with --code-role (REST: code_role)."),
    KEY_MISSING(
            USER,
            PACKAGE_UNREADABLE,
            422,
            "Package is encrypted",
            "Pass --identity FILE or --passphrase-file FILE (services: edms.backup.identities)."),
    KEY_WRONG(
            USER,
            PACKAGE_UNREADABLE,
            422,
            "Wrong key or passphrase",
            "Use the key or passphrase that the package was encrypted for."),
    CHAIN_BROKEN(
            USER,
            PACKAGE_UNREADABLE,
            422,
            "Package chain is broken",
            "Put the named package into the store: this package builds on it."),
    PACKAGE_WITHOUT_DATA(
            USER,
            PACKAGE_UNREADABLE,
            422,
            "Backup contains no data",
            "Use another backup. If this one has files, edms-backup convert --files-only keeps them."),
    PACKAGE_INCOMPLETE(
            USER,
            PACKAGE_UNREADABLE,
            422,
            "Package is incomplete",
            "Use another copy of the package, or another backup."),
    FORM_UNSUPPORTED(
            USER,
            PACKAGE_UNREADABLE,
            422,
            "Unsupported format in package",
            "Restore the named member with the tool that made it."),

    BACKUP_SHRUNK(
            ENVIRONMENT,
            FAILED,
            500,
            "Backup is much smaller than the previous one",
            "Check the database, the file roots and recent deletions. If the size is right, make one backup with --warn-below 0."),
    DATABASE_EMPTY(
            ENVIRONMENT,
            FAILED,
            500,
            "Database has no tables",
            "Check that --db or DB_NAME names the EDMS database, and that its user can see the tables."),

    // Restores

    SCHEMA_MISMATCH(
            USER,
            FAILED,
            409,
            "Target lacks a table or column of the package",
            "Migrate the target, or omit the named objects with --skip-table or --drop-column."),
    VALUE_REFUSED(
            USER,
            FAILED,
            422,
            "Target rejects a value",
            "Compare the column's type in package and target. The detail names the table, column and line."),
    KEY_AMBIGUOUS(
            USER,
            FAILED,
            409,
            "Ambiguous natural key",
            "Correct one of the named rows, or choose the key of the named table in the model."),
    REFERENCE_UNRESOLVED(
            USER,
            FAILED,
            409,
            "Unresolved reference",
            "Restore the named row first, or define a stub for its table in the model."),
    REFERENCE_UNDECLARED(
            USER,
            REFUSED,
            409,
            "Undeclared references to ids that change",
            "Add the named lines to the model, or { column: NAME, dismissed: true } for a column that is no reference. "
                    + "--allow-undeclared restores without them: the named columns then keep ids that mean other rows."),
    CONSTRAINT_VIOLATED(
            USER,
            FAILED,
            409,
            "Constraint violation in the target",
            "Correct the named row, or pass --strategy row to try each row by itself."),
    TREE_CYCLIC(
            USER,
            REFUSED,
            409,
            "Parents in a tree form a cycle",
            "Correct the parents of the named rows in the target, or in the system that the package is from."),
    ACCOUNT_MISMATCH(
            INTERNAL,
            FAILED,
            500,
            "Rows or files are not accounted for",
            "Nothing was changed. Report a bug, and attach the report (--report FILE)."),
    VERIFICATION_FAILED(
            INTERNAL,
            FAILED,
            500,
            "Written data differs from what was read",
            "Nothing was changed. Retry; if it fails again, report a bug, and attach the report."),
    FILES_WAITING(
            ENVIRONMENT,
            PARTIAL,
            500,
            "Rows are restored, but some files are not in place",
            "Fix the named cause. Then start the restore again with the same --id, or any other restore: it places the files first."),
    COMMIT_UNKNOWN(
            ENVIRONMENT,
            PARTIAL,
            503,
            "Connection lost during the commit",
            "When the database is reachable, repeat the restore with the same --id, or repeat the undo. Neither is carried out twice."),
    ROWS_MISSING(
            USER,
            FAILED,
            409,
            "Required table is empty",
            "Check that this is the right database, or omit --require-workflow-history."),
    CHANGE_TIME_UNKNOWN(
            USER,
            FAILED,
            422,
            "Rows kept because their time of change is unknown",
            "Add changedAt to the named tables in the model, or restore with --on-match update or keep."),
    FILE_CONFLICT(
            USER,
            REFUSED,
            409,
            "Two rows name one file with different contents",
            "Give the file another name in one of the systems, or choose in the model: onConflict: rename, keep or replace for the named columns."),
    FILE_RENAMED(
            USER,
            FAILED,
            409,
            "Files renamed, because other rows name different files by the same path",
            "Nothing to do. The paths in the named columns were changed with the files."),
    FILE_KEY_DIFFERS(
            USER,
            REFUSED,
            409,
            "Files are encrypted with another key than in the target",
            "Give the named rows the same key in both systems, or restore without files: --skip-files."),
    FILE_KEY_EXPORTED(
            USER,
            FAILED,
            422,
            "Export with keys of files is not encrypted",
            "Encrypt the export with --encrypt, or keep it as safe as the keys."),
    FILE_NOT_RESTORED(
            USER,
            FAILED,
            409,
            "Files not restored, because only rows of the target name them",
            "The files of the target stay. To replace them, restore the tables of their rows too, or only the files: --skip-database."),
    FILE_KEPT(
            USER,
            FAILED,
            409,
            "Files of the target kept, because other rows name them",
            "Nothing to do: the model says onConflict: keep. To restore the package's files too, set onConflict: rename."),
    TABLE_EMPTIED(
            USER,
            FAILED,
            409,
            "Caches of the target emptied",
            "Nothing to do. The EDMS fills the named tables again; the model calls them caches."),
    TABLE_NOT_EMPTIED(
            USER,
            FAILED,
            409,
            "Caches of the target kept",
            "Let the EDMS fill the named tables again, or restore with --model FILE: the model of the package does not empty tables."),
    FILE_REPLACED(
            USER,
            FAILED,
            409,
            "Files of the target replaced, although other rows name them",
            "Nothing to do: the model says onConflict: replace. restore undo puts the replaced files back."),
    FILE_PREFIX_UNUSED(
            USER,
            FAILED,
            422,
            "Unused file prefix in the model",
            "Correct the prefix of the named file root in the model."),
    REFERENCE_UNUSED(
            USER,
            FAILED,
            422,
            "Declared reference matches no value",
            "Correct the path or template of the named reference in the model."),
    FILES_OF_ANOTHER_DATABASE(
            ENVIRONMENT,
            REFUSED,
            409,
            "Directory holds files of an interrupted restore into another database",
            "Repeat that restore with its --id, or restore anything into its database: that places or discards the files."),
    JOURNAL_UNTRUSTED(
            ENVIRONMENT,
            REFUSED,
            409,
            "Journal of a restore is not authentic",
            "Check who wrote the named .edms-restore-* directory. Move it out of the root, and copy back what you need."),
    UNDO_UNFINISHED(
            ENVIRONMENT,
            PARTIAL,
            409,
            "Undo was interrupted",
            "Run edms-backup restore undo with the same id again to complete it."),
    PLAN_OUTDATED(
            USER,
            REFUSED,
            409,
            "Plan is outdated",
            "The package or the target has changed. Make a new plan with --dry-run --plan FILE."),
    REPORT_SHORTENED(
            ENVIRONMENT, FAILED, 500, "Report is too long for a message", "Read the whole report in the named file."),
    CONVERSION_FINDINGS(
            USER, FAILED, 409, "Conversion has findings", "Look up the kind of finding in docs/legacy-packages.md."),
    VALUE_SUBSTITUTED(
            USER,
            FAILED,
            409,
            "Missing value was replaced",
            "To use another value, or none, change onNull of the table in the model."),
    ROW_RENAMED(
            USER,
            FAILED,
            409,
            "Row matched by UUID has another name",
            "Compare the two names. To keep the target's name, pass --on-match keep."),
    CANCELLED(USER, FAILED, 409, "Cancelled", "Start the work again if you need it."),

    // The suite

    SERVICE_UNREACHABLE(
            ENVIRONMENT, FAILED, 503, "Service is unreachable", "Check its address, and that it is running."),
    INTERNAL_ERROR(INTERNAL, FAILED, 500, "Internal error", "Report a bug, and attach the log of that time.");

    private static final Set<ErrorCode> TRANSIENT = Set.of(
            DATABASE_UNREACHABLE,
            COMMIT_UNKNOWN,
            TOO_FEW_CONNECTIONS,
            TABLE_LOCKED,
            TABLE_VANISHED,
            TARGET_LOCKED,
            SERVICE_UNREACHABLE,
            TOO_MANY_REQUESTS);

    /** What the model in force has asked for. */
    private static final Set<ErrorCode> NOTICES = Set.of(FILE_KEPT, FILE_REPLACED, TABLE_EMPTIED);

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

    /** Whether the error may disappear by itself: work that it has stopped is retried. */
    public boolean isTransient() {
        return TRANSIENT.contains(this);
    }

    /** Whether it only reports what the model has asked for: a restore with notices, and no other warnings, ends with 0. */
    public boolean isNotice() {
        return NOTICES.contains(this);
    }

    /** What failed, in general. The {@link Failure#detail} of a failure adds on what, and why. */
    public String title() {
        return title;
    }

    /** What to do now. */
    public String hint() {
        return hint;
    }
}
