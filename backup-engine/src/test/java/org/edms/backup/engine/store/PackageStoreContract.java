package org.edms.backup.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of every package store. */
abstract class PackageStoreContract {

    /** Returns an empty store, which is the same during a test. */
    abstract PackageStore store();

    @Test
    void aPublishedPackageHasItsDigest() {
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
    void aPackageCanBeReadAtAnyPosition() throws IOException {
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
    void anUnfinishedPackageIsNotListed() {
        try (Upload upload = store().begin("one.tar.zst", false)) {
            upload.write(new byte[] {1}, 0, 1);

            assertThat(store().list()).isEmpty();
            refuses(ErrorCode.NOT_FOUND, () -> store().open("one.tar.zst"));
        }
    }

    @Test
    void aPackageClosedBeforePublicationLeavesNothing() {
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
    void twoWritersCannotWriteTheSamePackage() {
        try (Upload first = store().begin("one.tar.zst", false)) {
            first.write(new byte[] {1}, 0, 1);

            refuses(ErrorCode.PACKAGE_EXISTS, () -> store().begin("one.tar.zst", false));
        }
    }

    @Test
    void aDeletedPackageIsGone() {
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
    void theOutputOfARunningWriterIsNotALeftover() {
        try (Upload upload = store().begin("one.tar.zst", false)) {
            upload.write(new byte[] {1}, 0, 1);

            assertThat(store().removeLeftovers()).isEmpty();
            assertThat(upload.publish()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../out.tar.zst", "/tmp/out.tar.zst", "a/b.tar.zst", "no-package.zip", "", "x.tar.zst.partial"})
    void aNameThatIsNotAPackageNameIsRejected(String name) {
        refuses(ErrorCode.WRONG_USAGE, () -> store().begin(name, false));
        refuses(ErrorCode.WRONG_USAGE, () -> store().open(name));
        refuses(ErrorCode.WRONG_USAGE, () -> store().delete(name));
    }

    /** Returns the names of everything in the store: packages and other files. */
    abstract List<String> names() throws IOException;

    @ParameterizedTest
    @EnumSource
    void aFailingCallLeavesNoPartialPackageAndNoFiles(FaultyStore.Fault fault) throws IOException {
        for (int n = 1; ; n++) {
            // given
            put(store(), "old.tar.zst", "old content", true);
            FaultyStore faulty = new FaultyStore(store(), fault, n);

            // when
            try {
                useEveryOperation(faulty);
                assertThat(!faulty.hasFailed() || fault == FaultyStore.Fault.DELAY)
                        .as("call " + n + " fails unnoticed")
                        .isTrue();
            } catch (BackupException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.STORE_NOT_WRITABLE);
            }

            // then
            assertThat(store().list()).allSatisfy(this::isWhole);
            assertThat(names()).allSatisfy(name -> assertThat(name).matches("(old|new|third)\\.tar\\.zst(\\.sha256)?"));
            for (StoredFile left : store().list()) {
                store().delete(left.name());
            }
            assertThat(names()).isEmpty();
            if (!faulty.hasFailed()) {
                return;
            }
        }
    }

    private static void useEveryOperation(PackageStore store) throws IOException {
        store.removeLeftovers();
        store.freeBytes();
        put(store, "new.tar.zst", "new content", false);
        put(store, "old.tar.zst", "newer content", true);
        try (Upload upload = store.begin("third.tar.zst", false)) {
            upload.write(new byte[] {1}, 0, 1);
            upload.reopen().close();
            upload.sha256();
        }
        for (StoredFile file : store.list()) {
            store.digest(file.name());
            store.open(file.name()).close();
        }
        store.delete("new.tar.zst");
    }

    private void isWhole(StoredFile file) throws IOException {
        try (InputStream content = Channels.newInputStream(store().open(file.name()))) {
            byte[] bytes = content.readAllBytes();
            assertThat(new String(bytes, StandardCharsets.UTF_8)).isIn("old content", "new content", "newer content");
            assertThat(store().recordedDigest(file.name()).orElseThrow())
                    .isEqualTo(Sha256.of(new ByteArrayInputStream(bytes)));
        }
    }

    @Test
    void aPackageCreatedConcurrentlyIsNotOverwritten() throws IOException {
        try (Upload upload = store().begin("one.tar.zst", false)) {
            upload.write(new byte[] {1}, 0, 1);
            appears("one.tar.zst", "precious");

            refuses(ErrorCode.PACKAGE_EXISTS, upload::publish);
        }
        try (SeekableByteChannel file = store().open("one.tar.zst")) {
            assertThat(file.size()).isEqualTo(8);
        }
    }

    /** Another program creates a package without using the store. */
    abstract void appears(String name, String content) throws IOException;

    String put(String name, String content) {
        return put(store(), name, content, false);
    }

    static String put(PackageStore store, String name, String content, boolean replace) {
        try (Upload upload = store.begin(name, replace)) {
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
