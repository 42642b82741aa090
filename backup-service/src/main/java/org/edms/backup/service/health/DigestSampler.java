package org.edms.backup.service.health;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.edms.backup.engine.store.PackageStores;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.service.edms.Edms;
import org.jdbi.v3.core.Jdbi;

/**
 * Reads packages again and compares them with their digests: a bounded amount at a time, the one first that was not looked
 * at for longest. A package that is larger than that is read on the next time.
 */
@Singleton
class DigestSampler {

    private static final int BUFFER = 1 << 18;
    private static final String NEXT = """
            select j.package_name, j.body -> 'backup_package' ->> 'sha256' as sha256
            from backup_job j left join digest_sample s on s.package_name = j.package_name
            where j.package_name is not null
            order by s.looked_at nulls first, j.created_at
            limit 1
            """;

    private final Jdbi jdbi;
    private final Edms edms;
    private final Clock clock;
    private Reading reading;

    DigestSampler(Jdbi jdbi, Edms edms, Clock clock) {
        this.jdbi = jdbi;
        this.edms = edms;
        this.clock = clock;
    }

    private record Wanted(String name, String sha256) {}

    /** How far a package has been read. */
    private static final class Reading {

        private final Wanted wanted;
        private final MessageDigest digest = Sha256.newDigest();
        private long position;

        Reading(Wanted wanted) {
            this.wanted = wanted;
        }
    }

    /** @return how many bytes were read */
    synchronized long sample(long most) throws IOException {
        long read = 0;
        String first = null;
        while (read < most) {
            if (reading == null) {
                Optional<Wanted> next = next();
                if (next.isEmpty() || next.get().name().equals(first)) {
                    return read;
                }
                first = first == null ? next.get().name() : first;
                reading = new Reading(next.get());
            }
            read += read(most - read);
        }
        return read;
    }

    private Optional<Wanted> next() {
        return jdbi.withHandle(handle -> handle.createQuery(NEXT)
                .map((row, context) -> new Wanted(row.getString("package_name"), row.getString("sha256")))
                .findOne());
    }

    private long read(long most) throws IOException {
        PackageStores.Located located = edms.stores().locate(reading.wanted.name());
        long start = reading.position;
        try (SeekableByteChannel file = located.store().open(located.name())) {
            file.position(start);
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (reading.position - start < most) {
                buffer.clear();
                int count = file.read(buffer);
                if (count < 0) {
                    long read = reading.position - start;
                    end(reading.wanted, digest().equals(reading.wanted.sha256()) ? null : "differs from its digest");
                    return read;
                }
                reading.digest.update(buffer.flip());
                reading.position += count;
            }
        } catch (BackupException e) {
            long read = reading.position - start;
            end(reading.wanted, e.code() == ErrorCode.NOT_FOUND ? "is not in the store" : e.getMessage());
            return read;
        }
        return reading.position - start;
    }

    private String digest() {
        return HexFormat.of().formatHex(reading.digest.digest());
    }

    /** @param finding null when the package is what it was */
    private void end(Wanted wanted, String finding) {
        reading = null;
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into digest_sample (package_name, looked_at, finding) values (:name, :at, :finding)
                        on conflict (package_name)
                        do update set looked_at = excluded.looked_at, finding = excluded.finding
                        """)
                .bind("name", wanted.name())
                .bind("at", clock.instant())
                .bind("finding", finding)
                .execute());
    }

    /** What was found, of packages that are still wanted. What is said of others is forgotten. */
    List<String> damaged() {
        return jdbi.inTransaction(transaction -> {
            transaction.execute("""
                    delete from digest_sample s
                    where not exists (select 1 from backup_job j where j.package_name = s.package_name)
                    """);
            return transaction.createQuery("""
                            select package_name || ' ' || finding from digest_sample
                            where finding is not null order by package_name
                            """).mapTo(String.class).list();
        });
    }
}
