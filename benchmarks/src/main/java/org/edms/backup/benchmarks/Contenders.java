package org.edms.backup.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The contenders of each discipline, ours first. */
final class Contenders {

    /** A copy of the measured database with other ids. */
    static final String REINITIALISED = "reinitialised";

    private static final Path RESTIC = Path.of("/usr/bin/restic");

    private static final String OURS =
            "./edms-backup create --db postgresql://$PGUSER@$PGHOST:$PGPORT/$PGDATABASE --store $OUT ";

    /** Reads and discards the tables on two connections, in halves of about the same size: the lower limit. */
    private static final String FLOOR = """
            psql=%s/psql
            $psql -Atq -c "SELECT format('COPY %%I.%%I TO STDOUT;', n.nspname, c.relname) FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace WHERE relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
              ORDER BY pg_table_size(c.oid) DESC" > $OUT/copies
            awk 'NR%%4==1||NR%%4==0' $OUT/copies > $OUT/one; awk 'NR%%4==2||NR%%4==3' $OUT/copies > $OUT/two
            $psql -q -f $OUT/one > /dev/null & $psql -q -f $OUT/two > /dev/null & wait
            """;

    private final Path postgres;
    private final Path files;

    Contenders(Path postgres, Path files) {
        this.postgres = postgres;
        this.files = files;
    }

    List<Contender> database() {
        String dump = postgres.resolve("pg_dump").toString();
        return List.of(
                new Contender("edms-backup --no-verify", OURS + "--type database --no-verify"),
                new Contender("edms-backup, with verification", OURS + "--type database"),
                new Contender("pg_dump -Fd -j2", dump + " -Fd -j2 -f $OUT/dump"),
                new Contender("pg_dump -Fd -j2 -Z1", dump + " -Fd -j2 -Z1 -f $OUT/dump"),
                new Contender("pg_dump -Fc", dump + " -Fc -f $OUT/dump"),
                new Contender("pg_dump | zstd -T2 -1", dump + " | zstd -q -T2 -1 > $OUT/dump.zst"),
                new Contender("COPY, discarded, 2 connections", FLOOR.formatted(postgres)));
    }

    List<Contender> files() {
        String ours = OURS + "--type files --files storage=" + files;
        List<Contender> all = new ArrayList<>(List.of(
                new Contender("edms-backup --no-verify", ours + " --no-verify"),
                new Contender("edms-backup, with verification", ours),
                new Contender("tar c | zstd -T2 -1", "tar c " + files + " | zstd -q -T2 -1 > $OUT/files.tar.zst")));
        if (Files.isExecutable(RESTIC)) {
            all.add(new Contender(
                    "restic backup",
                    "restic -q -r $OUT/repository init && restic -q -r $OUT/repository backup " + files));
        }
        return all;
    }

    /** The preparation recreates the base backup and the changes for each run. */
    List<Contender> changedFiles(Path work) {
        String touch = "; find " + files + " -type f | awk 'NR%100==0' | xargs -d '\\n' touch";
        String ours =
                "./edms-backup create --db postgresql://$PGUSER@$PGHOST:$PGPORT/template1 --no-verify --files storage="
                        + files + " --store ";
        List<Contender> all = new ArrayList<>(List.of(new Contender(
                "edms-backup --type differential",
                "d=" + work + "/base; test -d $d || (mkdir $d; " + ours + "$d --type full); cp -l $d/* $OUT/" + touch,
                ours + "$OUT --type differential")));
        if (Files.isExecutable(RESTIC)) {
            String repository = "r=" + work + "/repository; ";
            all.add(new Contender(
                    "restic backup, second",
                    repository + "test -d $r || (restic -q -r $r init; restic -q -r $r backup " + files + ")" + touch,
                    repository + "restic -q -r $r backup " + files));
        }
        return all;
    }

    /** Restores into an empty database, and into one with other ids. */
    List<Contender> restores(Path work) {
        String admin = postgres + "/psql -q -d template1 -c ";
        String fresh = admin + "'DROP DATABASE IF EXISTS restored' -c 'CHECKPOINT'; ";
        String url = "postgresql://$PGUSER@$PGHOST:$PGPORT/";
        String packed = "p=" + work + "/packed; ";
        String pack =
                packed + "test -d $p || (mkdir $p; ./edms-backup create --type database --no-verify --store $p --db "
                        + url + "$PGDATABASE); ";
        String restore =
                packed + "./edms-backup restore $p/*.zst --force --no-safety-backup --db " + url + "restored --mode ";
        String dump = "d=" + work + "/dumped; ";
        return List.of(
                new Contender("edms-backup restore --mode replace", pack + fresh, restore + "replace"),
                new Contender(
                        "pg_restore -j2",
                        dump + "test -d $d || " + postgres + "/pg_dump -Fd -j2 -f $d; " + fresh + admin
                                + "'CREATE DATABASE restored'",
                        dump + postgres + "/pg_restore -j2 -d restored $d"),
                new Contender(
                        "edms-backup restore --mode merge",
                        pack + fresh + admin + "'CREATE DATABASE restored TEMPLATE " + REINITIALISED
                                + "' -c 'CHECKPOINT'",
                        restore + "merge || test $? = 3"));
    }
}
