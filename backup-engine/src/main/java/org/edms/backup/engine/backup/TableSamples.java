package org.edms.backup.engine.backup;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.engine.pack.container.PackedSample;
import org.edms.backup.engine.source.RowReader;

/**
 * Estimates how many bytes the rows of tables will take in a package. Small tables are read completely, large tables in evenly
 * spread runs of pages. The size on disk is a poor estimate, because values are compressed there and binary values become text in
 * the package.
 */
final class TableSamples {

    /** The number of largest tables that are sampled. The others are assumed to be similar. */
    private static final int MOST_SAMPLED = 64;

    private static final long PAGES_READ_WHOLE = 1_536;
    private static final long BYTES_READ_WHOLE = 12L << 20;
    private static final int RUNS = 8;

    /** About one block of the package. Rows in shorter runs compress worse than in a whole table. */
    private static final long BYTES_OF_A_RUN = 3L << 19;

    /** If the rows of a page are this large, only some of them are read. */
    private static final long BYTES_OF_A_LARGE_PAGE = 1L << 20;

    private static final int ROWS_OF_A_LARGE_PAGE = 4;

    private static final int FIRST_VERSION_WITH_RUNS = 14;

    /** The headers, and the data of a table in the manifest and catalog. */
    private static final long BESIDE_THE_ROWS = 260;

    private static final long BESIDE_THE_ROWS_UNCOMPRESSED = 1_400;

    private final Connection connection;
    private final Compression compression;

    TableSamples(Connection connection, Compression compression) {
        this.connection = connection;
        this.compression = compression;
    }

    long estimate(List<TableSelection.Chosen> tables) throws IOException, SQLException {
        List<TableSelection.Chosen> largestFirst = tables.stream()
                .sorted(Comparator.comparingLong((TableSelection.Chosen chosen) ->
                                chosen.table().here().bytes())
                        .reversed())
                .toList();
        double sampled = 0;
        double sampledOnDisk = 0;
        for (TableSelection.Chosen chosen :
                largestFirst.stream().limit(MOST_SAMPLED).toList()) {
            sampled += estimate(chosen);
            sampledOnDisk += chosen.table().here().bytes();
        }
        double restOnDisk = largestFirst.stream()
                .skip(MOST_SAMPLED)
                .mapToLong(chosen -> chosen.table().here().bytes())
                .sum();
        double rest = sampledOnDisk == 0 ? 0 : sampled * restOnDisk / sampledOnDisk;
        long beside = compression == Compression.NONE ? BESIDE_THE_ROWS_UNCOMPRESSED : BESIDE_THE_ROWS;
        return Math.round(sampled + rest) + beside * tables.size();
    }

    private double estimate(TableSelection.Chosen chosen) throws IOException, SQLException {
        Table.Here here = chosen.table().here();
        if (here.bytes() == 0) {
            return 0;
        }
        try (PackedSample sample = new PackedSample(compression)) {
            boolean whole = here.pages() <= PAGES_READ_WHOLE && here.bytes() <= BYTES_READ_WHOLE;
            if (whole) {
                read(CopyStatement.all(chosen), sample);
                return sample.stored();
            }
            if (connection.getMetaData().getDatabaseMajorVersion() < FIRST_VERSION_WITH_RUNS) {
                double percent = Math.min(100, 100.0 * RUNS * BYTES_OF_A_RUN / here.bytes());
                read(CopyStatement.sample(chosen, percent), sample);
                return sample.stored() * 100 / percent;
            }
            double bytes = runs(chosen, sample);
            return sample.storedOf(bytes);
        }
    }

    /** @return the text size of all rows, extrapolated from the runs */
    private double runs(TableSelection.Chosen chosen, PackedSample sample) throws IOException, SQLException {
        long pages = Math.max(1, chosen.table().here().pages());
        long bytesOfAPage = Math.max(1, chosen.table().here().bytes() / pages);
        long pagesOfARun = Math.max(1, BYTES_OF_A_RUN / bytesOfAPage);
        long runs = Math.min(RUNS, Math.max(1, pages / pagesOfARun));
        double bytes = 0;
        for (long run = 0; run < runs; run++) {
            long start = Math.min(pages - pagesOfARun, (2 * run + 1) * pages / (2 * runs) - pagesOfARun / 2);
            start = Math.max(0, start);
            bytes += run(chosen, start, start + pagesOfARun, bytesOfAPage > BYTES_OF_A_LARGE_PAGE, sample);
        }
        return bytes * pages / (runs * pagesOfARun);
    }

    private double run(TableSelection.Chosen chosen, long start, long end, boolean large, PackedSample sample)
            throws IOException, SQLException {
        long before = sample.content();
        if (!large) {
            read(CopyStatement.pages(chosen, start, end), sample);
            return sample.content() - before;
        }
        long read = read(CopyStatement.pages(chosen, start, end, ROWS_OF_A_LARGE_PAGE), sample);
        double ofThoseRead = sample.content() - before;
        return read < ROWS_OF_A_LARGE_PAGE ? ofThoseRead : ofThoseRead * count(chosen, start, end) / read;
    }

    private long read(String copyStatement, PackedSample sample) throws IOException, SQLException {
        return new RowReader(connection).read(copyStatement, row -> sample.write(row, 0, row.length));
    }

    private long count(TableSelection.Chosen chosen, long start, long end) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(CopyStatement.countOfPages(chosen, start, end))) {
            count.next();
            return count.getLong(1);
        }
    }
}
