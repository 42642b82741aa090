package org.edms.backup.service.health;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
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
import org.hibernate.Session;

/**
 * Verifies the digests of packages in small amounts, beginning with the package that has not been verified for longest. A larger
 * package is continued the next time.
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

    private final Session session;
    private final Edms edms;
    private final Clock clock;
    private Reading reading;

    DigestSampler(Session session, Edms edms, Clock clock) {
        this.session = session;
        this.edms = edms;
        this.clock = clock;
    }

    record Wanted(String name, String sha256) {}

    /** The position in a package. */
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
        return QuarkusTransaction.requiringNew()
                .call(() -> session.createNativeQuery(NEXT, Wanted.class).uniqueResultOptional());
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

    /** @param finding null for an intact package */
    private void end(Wanted wanted, String finding) {
        reading = null;
        QuarkusTransaction.requiringNew()
                .run(() -> session.createNativeMutationQuery("""
                        insert into digest_sample (package_name, looked_at, finding) values (:name, :at, :finding)
                        on conflict (package_name)
                        do update set looked_at = excluded.looked_at, finding = excluded.finding
                        """)
                        .setParameter("name", wanted.name())
                        .setParameter("at", clock.instant())
                        .setParameter("finding", finding, String.class)
                        .executeUpdate());
    }

    /** Findings about packages that jobs still have. Those about other packages are deleted. */
    @Transactional
    List<String> damaged() {
        session.createNativeMutationQuery("""
                        delete from digest_sample s
                        where not exists (select 1 from backup_job j where j.package_name = s.package_name)
                        """).executeUpdate();
        return session.createNativeQuery("""
                        select package_name || ' ' || finding from digest_sample
                        where finding is not null order by package_name
                        """, String.class).getResultList();
    }
}
