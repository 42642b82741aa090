package org.edms.backup.model.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {

    static Stream<Arguments> anExceptionIsMappedToAFailure() {
        return Stream.of(
                Arguments.of(
                        new BackupException(ErrorCode.NAME_TAKEN, "nightly"),
                        new Failure(ErrorCode.NAME_TAKEN, "nightly")),
                Arguments.of(new ClosedByInterruptException(), new Failure(ErrorCode.CANCELLED, "nothing was written")),
                Arguments.of(
                        new AccessDeniedException("/quota exceeded"),
                        new Failure(ErrorCode.FILE_UNREADABLE, "/quota exceeded")),
                Arguments.of(
                        new FileSystemException("/a", null, "No space left on device"),
                        new Failure(ErrorCode.DISK_FULL, "/a: No space left on device")),
                Arguments.of(
                        new UncheckedIOException(new IOException("Disk quota exceeded")),
                        new Failure(ErrorCode.DISK_FULL, "Disk quota exceeded")),
                Arguments.of(new IOException("?"), new Failure(ErrorCode.INTERNAL_ERROR, "java.io.IOException: ?")));
    }

    @ParameterizedTest
    @MethodSource
    void anExceptionIsMappedToAFailure(Exception thrown, Failure told) {
        assertThat(Failure.of(thrown)).isEqualTo(told);
    }
}
