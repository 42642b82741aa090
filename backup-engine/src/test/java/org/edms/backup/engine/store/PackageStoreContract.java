package org.edms.backup.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of packages must do. */
abstract class PackageStoreContract {

    /** An empty store, the same for the whole of a test. */
    abstract PackageStore store();

    @Test
    void whatIsPublishedIsThereWithItsDigest() {
        // when
        String digest = put("one.tar.zst", "hello");

        // then
        assertThat(digest).isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(store().list()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("one.tar.zst");
            assertThat(file.bytes()).isEqualTo(5);
        });
    }

    @Test
    void itIsReadAtAnyPosition() throws IOException {
        // given
        put("one.tar.zst", "0123456789");

        // then
        try (SeekableByteChannel file = store().open("one.tar.zst")) {
            ByteBuffer three = ByteBuffer.allocate(3);
            assertThat(file.size()).isEqualTo(10);
            assertThat(file.position(6).read(three)).isEqualTo(3);
            assertThat(new String(three.array(), StandardCharsets.US_ASCII)).isEqualTo("678");
        }
    }

    @Test
    void whatIsBeingWrittenIsNotThere() {
        try (Upload upload = store().begin("one.tar.zst", false)) {
            upload.write(new byte[] {1}, 0, 1);

            assertThat(store().list()).isEmpty();
            refuses(ErrorCode.NOT_FOUND, () -> store().open("one.tar.zst"));
        }
    }

    @Test
    void whatIsClosedBeforeItIsPublishedLeavesNothing() {
        // given
        try (Upload upload = store().begin("one.tar.zst", false)) {
            upload.write(new byte[] {1}, 0, 1);
        }

        // then
        assertThat(store().list()).isEmpty();
        assertThat(put("one.tar.zst", "again")).isNotEmpty();
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        // given
        put("one.tar.zst", "precious");

        // then
        refuses(ErrorCode.PACKAGE_EXISTS, () -> store().begin("one.tar.zst", false));
        try (SeekableByteChannel file = store().open("one.tar.zst")) {
            assertThat(file.size()).isEqualTo(8);
        }
    }

    @Test
    void twoDoNotWriteOnePackage() {
        try (Upload first = store().begin("one.tar.zst", false)) {
            first.write(new byte[] {1}, 0, 1);

            refuses(ErrorCode.PACKAGE_EXISTS, () -> store().begin("one.tar.zst", false));
        }
    }

    @Test
    void whatIsDeletedIsGone() {
        // given
        put("one.tar.zst", "1");
        put("two.tar", "2");

        // when
        store().delete("one.tar.zst");

        // then
        assertThat(store().list()).extracting(StoredFile::name).containsExactly("two.tar");
        refuses(ErrorCode.NOT_FOUND, () -> store().delete("one.tar.zst"));
    }

    @Test
    void whatALivingWriterWritesIsNoLeftover() {
        try (Upload upload = store().begin("one.tar.zst", false)) {
            upload.write(new byte[] {1}, 0, 1);

            assertThat(store().removeLeftovers()).isEmpty();
            assertThat(upload.publish()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../out.tar.zst", "/tmp/out.tar.zst", "a/b.tar.zst", "no-package.zip", "", "x.tar.zst.partial"})
    void aNameThatIsNoPackagesIsRefused(String name) {
        refuses(ErrorCode.WRONG_USAGE, () -> store().begin(name, false));
        refuses(ErrorCode.WRONG_USAGE, () -> store().open(name));
        refuses(ErrorCode.WRONG_USAGE, () -> store().delete(name));
    }

    String put(String name, String content) {
        try (Upload upload = store().begin(name, false)) {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            upload.write(bytes, 0, bytes.length);
            return upload.publish();
        }
    }

    static void refuses(ErrorCode code, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
