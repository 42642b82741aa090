package org.edms.backup.engine.restore.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.Check;

/**
 * Checks whether the server's disk has room for a new database: a server whose disk is full stops, and all its databases with
 * it. PostgreSQL does not report free disk space. It can be determined only if the server runs on this machine and this process
 * may read the data directory.
 */
public final class ServerDiskSpace {

    /** The size of an empty database. */
    private static final long EMPTY_DATABASE = 7L << 20;

    /** The row header and the line pointer. */
    private static final long ROW_OVERHEAD_BYTES = 28;

    /** A 29-character timestamp takes eight bytes. The estimate is low on purpose, so that data that fits is never refused. */
    private static final long TEXT_BYTES_PER_STORED_BYTE = 4;

    /** Longer values may be compressed to almost nothing. */
    private static final long LONGEST_UNCOMPRESSED_TEXT = 2_000;

    private static final int LINE_OF_START = 2;
    private static final int LINE_OF_PORT = 3;
    private static final long CLOCK_TOLERANCE_SECONDS = 10;

    private final Sql sql;

    public ServerDiskSpace(Sql sql) {
        this.sql = sql;
    }

    /**
     * @return the free space, or the reason why it is unknown
     * @throws BackupException with {@link ErrorCode#TARGET_FULL} if there is too little
     */
    public Check check(Manifest.Database packaged) throws SQLException {
        long needed = EMPTY_DATABASE
                + packaged.tables().stream()
                        .mapToLong(ServerDiskSpace::minimumBytes)
                        .sum();
        String needs = String.format(Locale.ROOT, "at least %,d bytes are needed", needed);
        String directory = sql.text("SELECT setting FROM pg_settings WHERE name = 'data_directory'");
        if (directory == null) {
            return unknown(needs, "this user may not read the setting data_directory");
        }
        try {
            Path data = Path.of(directory);
            if (!belongsToServer(data)) {
                return unknown(needs, "the server does not run on this machine");
            }
            long free = Files.getFileStore(data).getUsableSpace();
            String room = String.format(Locale.ROOT, "%s in %s; %,d are free", needs, data, free);
            if (free < needed) {
                throw new BackupException(ErrorCode.TARGET_FULL, room);
            }
            return new Check(Check.SERVER_ROOM, true, room);
        } catch (IOException | InvalidPathException e) {
            return unknown(needs, "this process cannot read " + directory + " on this machine");
        }
    }

    private static long minimumBytes(Manifest.Table table) {
        long text = Math.min(table.bytes(), table.rows() * LONGEST_UNCOMPRESSED_TEXT);
        return table.rows() * ROW_OVERHEAD_BYTES + text / TEXT_BYTES_PER_STORED_BYTE;
    }

    private static Check unknown(String needs, String why) {
        return new Check(Check.SERVER_ROOM, true, needs + "; the free space was not checked: " + why);
    }

    /** Compares port and start time in the lock file: a directory of that name on this machine may belong to another server. */
    private boolean belongsToServer(Path data) throws IOException, SQLException {
        List<String> lockFile = Files.readAllLines(data.resolve("postmaster.pid"));
        if (lockFile.size() <= LINE_OF_PORT) {
            return false;
        }
        long started = sql.count("SELECT extract(epoch FROM pg_postmaster_start_time())::bigint");
        String port = sql.text("SELECT current_setting('port')");
        return lockFile.get(LINE_OF_PORT).strip().equals(port)
                && Math.abs(Long.parseLong(lockFile.get(LINE_OF_START).strip()) - started) <= CLOCK_TOLERANCE_SECONDS;
    }
}
