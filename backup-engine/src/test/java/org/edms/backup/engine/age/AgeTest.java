package org.edms.backup.engine.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.edms.backup.model.Secret;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeTest {

    private static final PrivateKey KEY = PrivateKey.generate();
    private static final Passphrase PASSPHRASE = new Passphrase(new Secret("correct horse"), 10);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65535, 65536, 65537, 131072, 200_000})
    void encryptedContentIsDecrypted(int length) throws IOException {
        byte[] content = content(length);

        assertThat(decrypt(encrypt(content, KEY.publicKey()), KEY)).isEqualTo(content);
        assertThat(decrypt(encrypt(content, PASSPHRASE), PASSPHRASE)).isEqualTo(content);
    }

    @Test
    void eachOfSeveralRecipientsOpensIt() throws IOException {
        // given
        PrivateKey other = PrivateKey.generate();
        byte[] content = content(1000);

        // when
        Path file = encrypt(content, KEY.publicKey(), other.publicKey());

        // then
        assertThat(decrypt(file, KEY)).isEqualTo(content);
        assertThat(decrypt(file, other)).isEqualTo(content);
    }

    @Test
    void anyPositionCanBeReadWithoutTheContentBeforeIt() throws IOException {
        // given
        byte[] content = content(500_000);
        Path file = encrypt(content, KEY.publicKey());

        // when
        ByteBuffer piece = ByteBuffer.allocate(1000);
        try (AgeChannel channel = AgeChannel.open(FileChannel.open(file), List.of(KEY))) {
            channel.position(393_000);
            while (piece.hasRemaining() && channel.read(piece) >= 0) {}
        }

        // then
        assertThat(piece.array()).isEqualTo(Arrays.copyOfRange(content, 393_000, 394_000));
    }

    @Test
    void theWrongKeyIsReported() throws IOException {
        assertRefused(encrypt(content(10), KEY.publicKey()), ErrorCode.KEY_WRONG, PrivateKey.generate());
        assertRefused(encrypt(content(10), KEY.publicKey()), ErrorCode.KEY_WRONG, PASSPHRASE);
        assertRefused(
                encrypt(content(10), PASSPHRASE), ErrorCode.KEY_WRONG, new Passphrase(new Secret("wrong horse"), 10));
        assertRefused(encrypt(content(10), KEY.publicKey()), ErrorCode.KEY_MISSING);
    }

    @Test
    void aChangedByteNeverYieldsAByteThatWasNotWritten() throws IOException {
        // given
        byte[] content = content(70_000);
        byte[] whole = Files.readAllBytes(encrypt(content, KEY.publicKey()));

        for (int position = 0; position < whole.length; position += position < 300 ? 1 : 997) {
            // when
            byte[] changed = whole.clone();
            changed[position] ^= 1;
            Path file = Files.write(directory.resolve("changed"), changed);

            // then
            assertThatThrownBy(() -> decrypt(file, KEY)).as("byte %d", position).isInstanceOf(BackupException.class);
        }
    }

    @Test
    void aFileTruncatedAnywhereIsNotOpened() throws IOException {
        // given
        byte[] whole = Files.readAllBytes(encrypt(content(3 * ChaCha.CHUNK_BYTES), KEY.publicKey()));

        for (int length = 0; length < whole.length; length += 1 + length / 50) {
            // when
            Path file = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, length));

            // then
            assertThatThrownBy(() -> AgeChannel.open(FileChannel.open(file), List.of(KEY)))
                    .as("%d bytes", length)
                    .isInstanceOf(BackupException.class);
        }
        int payload = whole.length - 3 * (ChaCha.CHUNK_BYTES + ChaCha.TAG_BYTES);
        int atTheBorderOfAChunk = payload + 2 * (ChaCha.CHUNK_BYTES + ChaCha.TAG_BYTES);
        assertRefused(
                Files.write(directory.resolve("cut"), Arrays.copyOf(whole, atTheBorderOfAChunk)),
                ErrorCode.PACKAGE_TRUNCATED,
                KEY);
    }

    @Test
    void keysHaveTheFormatOfAge() throws IOException {
        // given
        String file = "# created: today\n# public key: " + KEY.publicKey() + "\n"
                + KEY.encoded().reveal() + "\n";

        // then
        assertThat(KEY.publicKey().toString()).startsWith("age1").hasSize(62);
        assertThat(PrivateKey.parseFile(file))
                .singleElement()
                .satisfies(key -> assertThat(key.publicKey().toString())
                        .isEqualTo(KEY.publicKey().toString()));
        assertThat(PublicKey.parse(KEY.publicKey().toString()).toString())
                .isEqualTo(KEY.publicKey().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "age1", "ssh-ed25519 AAAA", "age1zyas7kywvdh04c8zca002f29rucxtfh35yjmn3937h858jzmwakqy9nf6d"
            })
    void anInvalidPublicKeyIsRejected(String text) {
        assertThatThrownBy(() -> PublicKey.parse(text)).hasMessageContaining("WRONG_USAGE");
    }

    @Test
    void aPrivateKeyThatIsMistypedIsNotPrinted() {
        assertThatThrownBy(() -> PrivateKey.parseFile("AGE-SECRET-KEY-1MISTYPED"))
                .hasMessageContaining("WRONG_USAGE")
                .hasMessageNotContaining("MISTYPED");
    }

    @Test
    void aFileEncryptedByAgeCanBeRead() throws IOException {
        // given
        Path file = Files.write(
                directory.resolve("age"),
                Base64.getDecoder()
                        .decode("YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBXcnZ6bFJGMDJKZDFDTVlrcWxSbmkzTUhqQ2phNkhIa"
                                + "itXVkRMQlpQRGtzClYxRkZLS1BxcU94T2RXcXFtc2VkUkZCNUpyQmoyRUxSOEExbGV5dEx0Zm8KLS0tIG9h"
                                + "dFhKTGR4WHVoL2RGQXpXbW15TlpmOG01U2VYZmthZG9xeUpVcE5XWmsKyFwLRnd01iE3UUn4tBZEIJi8Kmc"
                                + "HpWHpPMsz1PDHcnFiitWqFvzO4Uzce360gdQtaw=="));
        List<PrivateKey> keys =
                PrivateKey.parseFile("AGE-SECRET-KEY-1CAURSKXS37FHRKUPSCWLEZ3YFRU56FGXYXV3SR2P0FQJVAY4W58SD43UCR");

        // then
        assertThat(decrypt(file, keys.get(0))).asString().isEqualTo("content of a file");
    }

    @Test
    void encryptedFilesWorkInBothDirectionsWithAge() throws IOException, InterruptedException {
        // given
        assumeAge();
        byte[] content = content(200_000);
        Path key = Files.writeString(directory.resolve("key"), KEY.encoded().reveal() + "\n");
        Path ours = encrypt(content, KEY.publicKey(), PrivateKey.generate().publicKey());
        Path plain = Files.write(directory.resolve("plain"), content);

        // when
        run("age", "-d", "-i", key.toString(), "-o", directory.resolve("opened").toString(), ours.toString());
        run(
                "age",
                "-r",
                KEY.publicKey().toString(),
                "-o",
                directory.resolve("its").toString(),
                plain.toString());

        // then
        assertThat(directory.resolve("opened")).hasBinaryContent(content);
        assertThat(decrypt(directory.resolve("its"), KEY)).isEqualTo(content);
    }

    /** age reads passphrases only from a terminal; {@code script} provides one. */
    @Test
    void passphraseFilesWorkInBothDirectionsWithAge() throws IOException, InterruptedException {
        // given
        assumeAge();
        byte[] content = content(1000);
        Path ours = encrypt(content, PASSPHRASE);
        Path plain = Files.write(directory.resolve("plain"), content);
        Path answers = Files.writeString(directory.resolve("answers"), "correct horse\ncorrect horse\n");

        // when
        run(
                "sh",
                "-c",
                "(sleep 1; head -1 %s; sleep 2) | script -qec 'age -d -o %s %s' /dev/null"
                        .formatted(answers, directory.resolve("opened"), ours));
        run(
                "sh",
                "-c",
                "(sleep 1; head -1 %s; sleep 1; tail -1 %s; sleep 3) | script -qec 'age -p -o %s %s' /dev/null"
                        .formatted(answers, answers, directory.resolve("its"), plain));

        // then
        assertThat(directory.resolve("opened")).hasBinaryContent(content);
        assertThat(decrypt(directory.resolve("its"), PASSPHRASE)).isEqualTo(content);
    }

    /** Uses the second and third example of RFC 7914, with a parallelism of one. */
    @Test
    void scryptMatchesTheTestVectorsOfItsStandard() throws GeneralSecurityException {
        byte[] key = Scrypt.key(
                "pleaseletmein".getBytes(StandardCharsets.US_ASCII),
                "SodiumChloride".getBytes(StandardCharsets.US_ASCII),
                16384,
                8,
                64);

        assertThat(HexFormat.of().formatHex(key))
                .isEqualTo("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                        + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
    }

    private Path encrypt(byte[] content, Recipient... recipients) throws IOException {
        ByteArrayOutputStream encrypted = new ByteArrayOutputStream();
        AgeOutput output = AgeOutput.to(encrypted, List.of(recipients));
        output.write(content);
        output.finish();
        return Files.write(Files.createTempFile(directory, "file", ".age"), encrypted.toByteArray());
    }

    private static byte[] decrypt(Path file, Identity... identities) throws IOException {
        try (AgeChannel channel = AgeChannel.open(FileChannel.open(file), List.of(identities))) {
            ByteBuffer content = ByteBuffer.allocate((int) channel.size());
            while (content.hasRemaining() && channel.read(content) >= 0) {}
            return content.array();
        }
    }

    @Test
    void aPassphraseThatAsksForMoreMemoryThanThereIsIsRefused() {
        Passphrase.requireMemory(18, 512L << 20);

        assertThatThrownBy(() -> Passphrase.requireMemory(19, 512L << 20))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_HOSTILE))
                .hasMessageContaining("-Xmx");
    }

    private static void assertRefused(Path file, ErrorCode code, Identity... identities) {
        assertThatThrownBy(() -> decrypt(file, identities))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    private static void assumeAge() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/age")), "age");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(Stream.of(command).toList() + " " + output)
                .isZero();
    }
}
