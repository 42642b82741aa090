package org.edms.backup.engine.age;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;
import java.util.List;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Reads an encrypted file at any position. A byte is returned only after its chunk was authenticated. Opening the file verifies
 * that it is not truncated.
 */
public final class AgeChannel implements SeekableByteChannel {

    private static final int STORED_CHUNK = ChaCha.CHUNK_BYTES + ChaCha.TAG_BYTES;

    private final SeekableByteChannel file;
    private final ChaCha chaCha;
    private final long payload;
    private final long chunks;
    private final long size;

    private long position;
    private long loaded = -1;
    private byte[] chunk = new byte[0];

    private AgeChannel(SeekableByteChannel file, ChaCha chaCha, long payload) throws IOException {
        this.file = file;
        this.chaCha = chaCha;
        this.payload = payload;
        long stored = file.size() - payload;
        this.chunks = Math.max(1, (stored + STORED_CHUNK - 1) / STORED_CHUNK);
        this.size = stored - chunks * ChaCha.TAG_BYTES;
    }

    public static AgeChannel open(SeekableByteChannel file, List<Identity> identities) throws IOException {
        if (identities.isEmpty()) {
            throw new BackupException(ErrorCode.KEY_MISSING, "no key or passphrase was given");
        }
        try {
            Header header = Header.decode(bytesAt(file, 0, (int) Math.min(file.size(), Header.LARGEST)));
            byte[] fileKey = header.open(identities);
            byte[] nonce = bytesAt(file, header.length(), AgeOutput.NONCE_BYTES);
            ChaCha chaCha = new ChaCha(Hkdf.key(fileKey, nonce, "payload"));
            AgeChannel channel = new AgeChannel(file, chaCha, (long) header.length() + AgeOutput.NONCE_BYTES);
            channel.proveItsEnd();
            return channel;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, "the encryption header is damaged", e);
        }
    }

    private void proveItsEnd() throws IOException {
        boolean emptyChunkAfterOthers = size == (chunks - 1) * ChaCha.CHUNK_BYTES && chunks > 1;
        if (size < 0 || emptyChunkAfterOthers) {
            throw truncated(null);
        }
        load(chunks - 1);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (position >= size) {
            return -1;
        }
        load(position / ChaCha.CHUNK_BYTES);
        int from = (int) (position % ChaCha.CHUNK_BYTES);
        int count = Math.min(target.remaining(), chunk.length - from);
        target.put(chunk, from, count);
        position += count;
        return count;
    }

    private void load(long number) throws IOException {
        if (number == loaded) {
            return;
        }
        boolean last = number == chunks - 1;
        long start = payload + number * STORED_CHUNK;
        byte[] stored = bytesAt(file, start, (int) Math.min(STORED_CHUNK, file.size() - start));
        try {
            chunk = chaCha.openChunk(number, last, stored);
            loaded = number;
        } catch (GeneralSecurityException e) {
            throw last
                    ? truncated(e)
                    : new BackupException(ErrorCode.PACKAGE_CORRUPT, "the encrypted chunk at byte " + start, e);
        }
    }

    private static BackupException truncated(GeneralSecurityException cause) {
        return new BackupException(
                ErrorCode.PACKAGE_TRUNCATED, "the last encrypted chunk is missing or was modified", cause);
    }

    private static byte[] bytesAt(SeekableByteChannel file, long start, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        file.position(start);
        while (bytes.hasRemaining()) {
            if (file.read(bytes) < 0) {
                throw new BackupException(ErrorCode.PACKAGE_TRUNCATED, "the file ends at byte " + file.size());
            }
        }
        return bytes.array();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }
}
