package org.edms.backup.engine.pack.container;

import com.github.luben.zstd.util.Native;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/**
 * Loads the native part of zstd. It is unpacked into the directory for temporary files, which may be full or mounted {@code
 * noexec}. In that case the library's own classes would throw a virtual machine error.
 */
final class ZstdLibrary {

    private static final String DIRECTORY_PROPERTY = "ZstdTempFolder";

    private ZstdLibrary() {}

    /** Has no effect once the library is loaded. Retries after a failure. */
    static void load() {
        try {
            Native.load();
        } catch (ExceptionInInitializerError | UnsatisfiedLinkError e) {
            String directory = System.getProperty(DIRECTORY_PROPERTY, System.getProperty("java.io.tmpdir"));
            String reason = String.valueOf(e.getMessage());
            ErrorCode code = Failure.isDiskFull(reason) ? ErrorCode.DISK_FULL : ErrorCode.NATIVE_LIBRARY_REJECTED;
            throw new BackupException(
                    code,
                    "zstd in " + directory + ": " + reason.lines().findFirst().orElse(""),
                    e);
        }
    }
}
