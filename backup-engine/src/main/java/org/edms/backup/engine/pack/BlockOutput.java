package org.edms.backup.engine.pack;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Cuts a stream into blocks, compresses them on several threads and writes them in order. Memory is bounded: at most two
 * blocks for each thread are under way, and who writes faster than that waits.
 */
final class BlockOutput extends OutputStream {

    private final OutputStream file;
    private final int blockSize;
    private final int limit;
    private final ExecutorService threads;
    private final BlockingQueue<BlockCompressor> compressors = new LinkedBlockingQueue<>();
    private final Queue<byte[]> spareBlocks = new ArrayDeque<>();
    private final Queue<Future<Block>> underWay = new ArrayDeque<>();
    private final List<Frames.Frame> written = new ArrayList<>();

    private byte[] current;
    private int filled;

    private record Block(byte[] raw, int length, byte[] compressed) {}

    BlockOutput(OutputStream file, Compression compression, int blockSize, int parallelism) {
        this.file = file;
        this.blockSize = blockSize;
        this.limit = 2 * parallelism;
        this.threads = Executors.newFixedThreadPool(parallelism, task -> new Thread(task, "compress"));
        for (int i = 0; i < parallelism; i++) {
            compressors.add(compression.newCompressor());
        }
        this.current = new byte[blockSize];
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int position = offset;
        int end = offset + length;
        while (position < end) {
            int count = Math.min(end - position, blockSize - filled);
            System.arraycopy(bytes, position, current, filled, count);
            filled += count;
            position += count;
            if (filled == blockSize) {
                submitCurrent();
            }
        }
    }

    /** Writes what is left; afterwards all frames are known. The file itself stays open. */
    List<Frames.Frame> finish() throws IOException {
        if (filled > 0) {
            submitCurrent();
        }
        while (!underWay.isEmpty()) {
            writeOldest();
        }
        return List.copyOf(written);
    }

    /** Waits for blocks that are being compressed: their memory is native, and must not be freed under them. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (threads.awaitTermination(1, TimeUnit.MINUTES)) {
                compressors.forEach(BlockCompressor::close);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void submitCurrent() throws IOException {
        byte[] raw = current;
        int length = filled;
        underWay.add(threads.submit(() -> compress(raw, length)));
        if (underWay.size() >= limit) {
            writeOldest();
        }
        current = spareBlocks.isEmpty() ? new byte[blockSize] : spareBlocks.remove();
        filled = 0;
    }

    private Block compress(byte[] raw, int length) throws InterruptedException {
        BlockCompressor compressor = compressors.take();
        try {
            return new Block(raw, length, compressor.compress(raw, length));
        } finally {
            compressors.add(compressor);
        }
    }

    private void writeOldest() throws IOException {
        Block block = await(underWay.remove());
        file.write(block.compressed());
        written.add(new Frames.Frame(block.compressed().length, block.length()));
        spareBlocks.add(block.raw());
    }

    private static Block await(Future<Block> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IOException("A block could not be compressed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while a block was compressed");
        }
    }
}
