package org.edms.backup.guide;

import static java.util.Map.entry;

import java.util.Map;

/** Commands of the pages that are not typed here, and which test runs them, or why none does. */
final class NotRun {

    static final Map<String, String> WHY = Map.ofEntries(
            entry("./mvnw verify", "it is what runs this test"),
            entry("./mvnw -Pdist verify", "it is what .ci/run runs"),
            entry("./mvnw verify -Pcampaign", "it takes hours"),
            entry("./mvnw -Dquick package", "it makes what ./mvnw verify has just made"),
            entry("./mvnw -Pdist -Dquick package", "it makes what ./mvnw -Pdist verify makes"),
            entry("sudo tar xzf edms-backup-VERSION.tar.gz -C /opt --no-same-owner", "DistributionIT unpacks it"),
            entry(
                    "sudo ln -s /opt/edms-backup-VERSION/bin/edms-backup /usr/local/bin/edms-backup",
                    "DistributionIT runs it through links"),
            entry("source /opt/edms-backup-VERSION/completion/edms-backup.bash", "DistributionIT asks a bash"),
            entry("autoload -U +X compinit && compinit", "it is for a zsh"),
            entry("autoload -U +X bashcompinit && bashcompinit", "it is for a zsh"),
            entry("bin/edms-backup demo", "DistributionIT runs it, with 20 documents"),
            entry("./edms-backup demo", "UpIT runs it"),
            entry("./edms-backup demo --documents 5000", "UpIT runs it, with 50"),
            entry("./edms-backup demo --documents 200 --exit", "UpIT runs it, with 50"),
            entry("./edms-backup up", "UpIT runs it, and stops it by a signal"),
            entry("./edms-backup up --detach", "the suite of this test is started so, with --db"),
            entry("./edms-backup down", "the suite of this test is stopped so"),
            entry(
                    "./edms-backup up --db postgresql://user@host:5432/edms --files storage=/srv/edms/storage",
                    "the suite of this test is started so, with --detach"),
            entry("java -jar backup-service/target/quarkus-app/quarkus-run.jar", "ServicesIT runs it"),
            entry("java -jar restore-worker/target/quarkus-app/quarkus-run.jar", "ServicesIT runs it"),
            entry("java -jar scheduler-service/target/quarkus-app/quarkus-run.jar", "ServicesIT runs it"),
            entry(
                    "java -jar benchmarks/target/benchmarks.jar --documents 300000 --work /tmp/benchmark --output benchmark.md",
                    "it takes hours and wants 15 GB; whoever measures runs it"));

    /** In the reference of commands, which CommandReferenceTest compares with the commands. */
    private static final String SYNOPSIS = "[OPTIONS]";

    private NotRun() {}

    static boolean is(String command) {
        return WHY.containsKey(command) || command.contains(SYNOPSIS);
    }
}
