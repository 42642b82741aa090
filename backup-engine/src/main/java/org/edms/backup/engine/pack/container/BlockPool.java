package org.edms.backup.engine.pack.container;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The compression threads, shared by all writers of a package. */
final class BlockPool implements Closeable {

    static final int BLOCK_BYTES = 2 << 20;

    private final ExecutorService threads;
    private final BlockingQueue<BlockCompressor> compressors = new LinkedBlockingQueue<>();
    private final Queue<byte[]> spares = new ConcurrentLinkedQueue<>();

    BlockPool(Compression compression, int parallelism) {
        this.threads = Executors.newFixedThreadPool(parallelism, task -> new Thread(task, "compress"));
        for (int i = 0; i < parallelism; i++) {
            compressors.add(compression.newCompressor());
        }
    }

    /** Returns an empty block to fill. Its memory is reused. */
    byte[] take() {
        byte[] spare = spares.poll();
        return spare == null ? new byte[BLOCK_BYTES] : spare;
    }

    /** Compresses a filled block and takes ownership of its memory. */
    Future<Block> compress(byte[] filled, int length) {
        return threads.submit(() -> {
            BlockCompressor compressor = compressors.take();
            try {
                return new Block(compressor.compress(filled, length), length);
            } finally {
                compressors.add(compressor);
                spares.add(filled);
            }
        });
    }

    static Block await(Future<Block> block) throws IOException {
        try {
            return block.get();
        } catch (ExecutionException e) {
            throw new IOException("A block could not be compressed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while a block was compressed");
        }
    }

    /** Waits for blocks that are being compressed. They use native memory, which must not be freed before they are done. */
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
}
