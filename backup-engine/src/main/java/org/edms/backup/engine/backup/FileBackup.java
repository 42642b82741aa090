package org.edms.backup.engine.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.edms.backup.engine.model.DigestAlgorithm;
import org.edms.backup.engine.pack.PackageWriter;
import org.edms.backup.engine.pack.container.Segment;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.FileId;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.pack.manifest.MemberNames;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.SourceFile;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.engine.work.Parallel;

/**
 * Writes the files of all roots. Small files are read in batches on several threads and appended in order. Large files are
 * written one by one, and compressed on several threads.
 */
final class FileBackup {

    private static final long LARGE_FILE_BYTES = 8L << 20;
    private static final long BATCH_BYTES = 4L << 20;
    private static final int BATCH_FILES = 512;

    private final PackageWriter writer;
    private final FileReader reader;
    private final Meter meter;
    private final int parallelism;
    private final boolean compareContent;

    FileBackup(PackageWriter writer, FileReader reader, Meter meter, int parallelism, boolean compareContent) {
        this.writer = writer;
        this.reader = reader;
        this.meter = meter;
        this.parallelism = parallelism;
        this.compareContent = compareContent;
    }

    Manifest.Root write(FileList list, KnownFiles known, ExpectedFiles expected) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(parallelism, task -> new Thread(task, "read files"));
        try {
            Walk walk = new Walk(list.root(), known, expected, threads);
            list.forEach(walk::file);
            walk.end();
            return new Manifest.Root(list.root().name(), walk.files, walk.unchanged, walk.bytes);
        } finally {
            threads.shutdownNow();
        }
    }

    /** A file with its entry in an earlier package, if there is one. */
    private record Candidate(SourceFile file, Optional<Entry> known) {

        boolean looksUnchanged() {
            return FileBackup.looksUnchanged(known, file);
        }
    }

    /** @param known the entry of the file in an earlier package, if there is one */
    static boolean looksUnchanged(Optional<Entry> known, SourceFile file) {
        return known.isPresent()
                && known.get().bytes() == file.bytes()
                && known.get().modified().equals(file.modified())
                && file.changed().equals(known.get().changed());
    }

    /** The state of the walk through one root. */
    private final class Walk {

        private final FileRoot root;
        private final KnownFiles known;
        private final ExpectedFiles expected;
        private final ExecutorService threads;
        private final Queue<Future<Batch>> underWay = new ArrayDeque<>();
        private List<Candidate> batch = new ArrayList<>();
        private long batchBytes;
        private long files;
        private long unchanged;
        private long bytes;

        Walk(FileRoot root, KnownFiles known, ExpectedFiles expected, ExecutorService threads) {
            this.root = root;
            this.known = known;
            this.expected = expected;
            this.threads = threads;
        }

        void file(SourceFile file) throws IOException {
            Candidate candidate = new Candidate(file, known.find(root.name(), file));
            boolean large = file.bytes() > LARGE_FILE_BYTES && (!candidate.looksUnchanged() || compareContent);
            if (large) {
                drain();
                largeFile(candidate);
                return;
            }
            batch.add(candidate);
            batchBytes += candidate.looksUnchanged() ? 0 : file.bytes();
            if (batchBytes >= BATCH_BYTES || batch.size() >= BATCH_FILES) {
                submit();
            }
        }

        void end() throws IOException {
            drain();
            expected.end();
        }

        private void drain() throws IOException {
            submit();
            while (!underWay.isEmpty()) {
                appendOldest();
            }
        }

        private void submit() throws IOException {
            if (batch.isEmpty()) {
                return;
            }
            List<Candidate> full = batch;
            underWay.add(threads.submit(() -> new Batch(root.name(), full, expected.algorithms()).read()));
            batch = new ArrayList<>();
            batchBytes = 0;
            if (underWay.size() > 2 * parallelism) {
                appendOldest();
            }
        }

        private void appendOldest() throws IOException {
            Batch done = Parallel.await(underWay.remove());
            writer.append(done.segment);
            meter.subject(root.name());
            for (Passed each : done.passed) {
                passed(each.entry(), each.digests());
            }
        }

        private void passed(Entry entry, Map<DigestAlgorithm, String> digests) {
            files++;
            bytes += entry.bytes();
            unchanged += entry.in() == null ? 0 : 1;
            meter.count(0, entry.bytes());
            expected.passes(entry, digests);
        }

        /**
         * The header is written before it is known whether the file changes during the read. Torn content stays in the package,
         * and the file is read again.
         */
        private void largeFile(Candidate candidate) throws IOException {
            SourceFile file = candidate.file();
            meter.subject(root.name() + "/" + file.path());
            if (candidate.known().isPresent() && compareContent) {
                Entry before = candidate.known().get();
                FileDigests digests = new FileDigests(expected.algorithms());
                if (before.bytes() == file.bytes() && sha256(file, digests).equals(before.sha256())) {
                    Entry same = before.touched(file.modified(), file.changed(), file.mode());
                    writer.addManifestEntry(same);
                    passed(same, digests.end());
                    return;
                }
            }
            for (int attempt = 1; ; attempt++) {
                Optional<Attempt> made = writeLarge(file, attempt);
                if (made.isEmpty()) {
                    reader.vanished(root.name(), file);
                    return;
                }
                if (made.get().kept()) {
                    return;
                }
                file = made.get().file();
                reader.pause();
            }
        }

        /** @return empty if the file was deleted */
        private Optional<Attempt> writeLarge(SourceFile file, int attempt) throws IOException {
            FileId id = new FileId(root.name(), file.path());
            Entry entry = Entry.of(
                    attempt == 1 ? MemberNames.file(id) : MemberNames.retry(id, attempt),
                    id,
                    file.bytes(),
                    file.modified(),
                    file.changed(),
                    file.mode());
            try (InputStream content = FileReader.open(root.name(), file);
                    ExactLengthInput exact = new ExactLengthInput(content, file.bytes())) {
                FileDigests digests = new FileDigests(expected.algorithms());
                Entry written = writer.addContent(entry, digests.reading(exact));
                boolean exactLength = exact.wasExact();
                SourceFile after = lookAgain(file);
                boolean same = exactLength && after.sameAs(file);
                boolean kept = same || attempt == FileReader.ATTEMPTS;
                writer.addManifestEntry(kept ? written : written.torn());
                if (kept) {
                    passed(written, digests.end());
                }
                if (kept && !same) {
                    reader.changed(root.name(), file);
                }
                return Optional.of(new Attempt(kept, after));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }

        /** The content that was read is kept even if the file was deleted since. */
        private SourceFile lookAgain(SourceFile file) throws IOException {
            try {
                return file.lookAgain();
            } catch (NoSuchFileException e) {
                return file;
            }
        }
    }

    /**
     * @param kept whether the written content becomes the manifest entry of the file
     * @param file the file with its attributes after the read
     */
    private record Attempt(boolean kept, SourceFile file) {}

    /** @param digests the digests that rows declare, if the file was read */
    private record Passed(Entry entry, Map<DigestAlgorithm, String> digests) {}

    /** Files that one thread reads into one segment. */
    private final class Batch {

        private final String root;
        private final List<Candidate> candidates;
        private final Segment segment = writer.newSegment();
        private final Set<DigestAlgorithm> algorithms;
        private final List<Passed> passed = new ArrayList<>();

        Batch(String root, List<Candidate> candidates, Set<DigestAlgorithm> algorithms) {
            this.root = root;
            this.algorithms = algorithms;
            this.candidates = candidates;
        }

        Batch read() throws IOException {
            for (Candidate candidate : candidates) {
                if (candidate.looksUnchanged() && !compareContent) {
                    addManifestEntry(candidate.known().get(), Map.of());
                } else {
                    Optional<FileReader.Read> read = reader.read(root, candidate.file());
                    if (read.isPresent()) {
                        take(candidate, read.get());
                    }
                }
            }
            return this;
        }

        private void take(Candidate candidate, FileReader.Read read) throws IOException {
            SourceFile file = read.file();
            FileDigests digests = new FileDigests(algorithms);
            digests.update(read.content(), read.length());
            Entry known = candidate.known().orElse(null);
            if (known != null && known.bytes() == file.bytes() && known.sha256().equals(sha256(read))) {
                addManifestEntry(known.touched(file.modified(), file.changed(), file.mode()), digests.end());
                return;
            }
            FileId id = new FileId(root, file.path());
            Entry entry =
                    Entry.of(MemberNames.file(id), id, file.bytes(), file.modified(), file.changed(), file.mode());
            passed.add(new Passed(segment.add(entry, read.open()), digests.end()));
        }

        private void addManifestEntry(Entry entry, Map<DigestAlgorithm, String> digests) {
            segment.addManifestEntry(entry);
            passed.add(new Passed(entry, digests));
        }
    }

    private static String sha256(FileReader.Read read) {
        MessageDigest sha256 = Sha256.newDigest();
        sha256.update(read.content(), 0, read.length());
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static String sha256(SourceFile file, FileDigests others) throws IOException {
        try (InputStream content = FileReader.open("", file)) {
            return Sha256.of(others.reading(content));
        }
    }
}
