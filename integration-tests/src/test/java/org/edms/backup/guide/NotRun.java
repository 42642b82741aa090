package org.edms.backup.guide;

import static java.util.Map.entry;

import java.util.Map;

/** Commands of the pages that this test does not run, with the test that does, or the reason why none does. */
final class NotRun {

    static final Map<String, String> WHY = Map.ofEntries(
            entry("./mvnw verify", "runs this test"),
            entry(
                    "edms-backup create --type export --include-users --db postgresql://user@host:5432/paperless --store "
                            + "/srv/move --files originals=/srv/media/documents/originals --files "
                            + "archive=/srv/media/documents/archive --files "
                            + "thumbnails=/srv/media/documents/thumbnails --files bundles=/srv/media/documents/share_link_bundles",
                    "needs paperless-ngx; PaperlessTest exports its tables"),
            entry(
                    "edms-backup restore PACKAGE --store /srv/move --db postgresql://user@host:5432/other --files "
                            + "originals=/srv/other/originals --files archive=/srv/other/archive --files "
                            + "thumbnails=/srv/other/thumbnails --files "
                            + "bundles=/srv/other/bundles --dry-run",
                    "needs paperless-ngx; PaperlessTest merges its tables"),
            entry(
                    "edms-backup create --type export --include-users --db postgresql://user@host:5432/mayan --store "
                            + "/srv/move --files documents=/srv/mayan/document_file_storage --files "
                            + "signatures=/srv/mayan/document_signatures --files assets=/srv/mayan/converter_assets",
                    "needs Mayan EDMS; MayanTest exports its tables"),
            entry(
                    "edms-backup restore PACKAGE --store /srv/move --db postgresql://user@host:5432/other --files "
                            + "documents=/srv/other/document_file_storage --files "
                            + "signatures=/srv/other/document_signatures --files "
                            + "assets=/srv/other/converter_assets --dry-run",
                    "needs Mayan EDMS; MayanTest merges its tables"),
            entry(
                    "edms-backup create --type full --db postgresql://user@host:5432/teedy --store /srv/move --files "
                            + "storage=/srv/teedy/storage",
                    "needs Teedy; TeedyTest backs up its tables"),
            entry(
                    "edms-backup restore PACKAGE --store /srv/move --db postgresql://user@host:5432/other --files "
                            + "storage=/srv/other/storage --mode merge --dry-run",
                    "needs Teedy; TeedyTest merges its tables"),
            entry(
                    "edms-backup create --type database --db postgresql://user@host:5432/docspell --store /srv/move",
                    "needs Docspell; DocspellTest backs up its tables"),
            entry(
                    "edms-backup restore PACKAGE --store /srv/move --db postgresql://user@host:5432/other --mode merge "
                            + "--dry-run",
                    "needs Docspell; DocspellTest merges its tables"),
            entry(
                    "edms-backup create --type full --db postgresql://user@host:5432/papermerge --store /srv/move --files "
                            + "media=/srv/papermerge/media",
                    "needs Papermerge; PapermergeTest backs up its tables"),
            entry(
                    "edms-backup restore PACKAGE --store /srv/move --db postgresql://user@host:5432/other --files "
                            + "media=/srv/other/media --mode replace --force",
                    "needs Papermerge; PapermergeTest restores its tables"),
            entry(
                    "edms-backup model init --db postgresql://user@host:5432/edms --files storage=/srv/edms/files "
                            + "--output edms-model.yaml",
                    "ModelCommandTest runs it"),
            entry(
                    "edms-backup model check edms-model.yaml --db postgresql://user@host:5432/edms",
                    "ModelCommandTest runs it"),
            entry("./mvnw -Pdist verify", ".ci/run runs it"),
            entry("./mvnw verify -Pcampaign", "takes hours"),
            entry("./mvnw -Dquick package", "./mvnw verify includes it"),
            entry("./mvnw -Pdist -Dquick package", "./mvnw -Pdist verify includes it"),
            entry("sudo tar xzf edms-backup-VERSION.tar.gz -C /opt --no-same-owner", "DistributionIT unpacks it"),
            entry(
                    "sudo ln -s /opt/edms-backup-VERSION/bin/edms-backup /usr/local/bin/edms-backup",
                    "DistributionIT runs it through links"),
            entry("source /opt/edms-backup-VERSION/completion/edms-backup.bash", "DistributionIT tests it in bash"),
            entry("autoload -U +X compinit && compinit", "needs zsh"),
            entry("autoload -U +X bashcompinit && bashcompinit", "needs zsh"),
            entry(
                    "sudo ln --symbolic --force --no-dereference edms-backup-VERSION /opt/edms-backup",
                    "SystemdIT runs it in another root"),
            entry(
                    "sudo cp /opt/edms-backup/systemd/edms-backup.sysusers /etc/sysusers.d/edms-backup.conf",
                    "SystemdIT runs it in another root"),
            entry("sudo systemd-sysusers edms-backup.conf", "SystemdIT runs it in another root"),
            entry(
                    "sudo install --directory --mode=0700 /etc/edms-backup /etc/edms-backup/credentials",
                    "SystemdIT runs it in another root"),
            entry(
                    "sudo install --mode=0600 /opt/edms-backup/systemd/edms-backup.env /etc/edms-backup/edms-backup.env",
                    "SystemdIT runs it in another root"),
            entry(
                    "sudo cp /opt/edms-backup/systemd/*.service /opt/edms-backup/systemd/*.timer /etc/systemd/system/",
                    "SystemdIT runs it in another root"),
            entry("sudo systemctl daemon-reload", "needs a running systemd"),
            entry(
                    "sudo systemctl enable --now edms-backup-service edms-restore-worker edms-scheduler-service",
                    "SystemdIT enables them in another root"),
            entry("sudo systemctl enable --now edms-backup@full.timer", "SystemdIT enables it in another root"),
            entry("systemctl status 'edms-*'", "needs a running systemd"),
            entry("journalctl --unit edms-backup-service", "needs a running systemd"),
            entry("systemctl list-timers 'edms-backup@*'", "needs a running systemd"),
            entry("journalctl --unit 'edms-backup@full'", "needs a running systemd"),
            entry("promtool check rules deploy/monitoring/alerts.yaml", "MonitoringFilesTest runs it"),
            entry(
                    "promtool test rules deploy/monitoring/alerts-test.yaml deploy/monitoring/alerts-days-test.yaml",
                    "MonitoringFilesTest runs it"),
            entry("bin/edms-backup demo", "DistributionIT runs it, with 20 documents"),
            entry("./edms-backup demo", "UpIT runs it"),
            entry("./edms-backup demo --documents 5000", "UpIT runs it, with 50"),
            entry("./edms-backup demo --documents 200 --exit", "UpIT runs it, with 50"),
            entry("./edms-backup up", "UpIT runs it and stops it with a signal"),
            entry("./edms-backup up --detach", "starts the suite of this test, with --db"),
            entry("./edms-backup down", "stops the suite of this test"),
            entry(
                    "./edms-backup up --db postgresql://user@host:5432/edms --files storage=/srv/edms/storage",
                    "starts the suite of this test, with --detach"),
            entry("docker compose up --detach", "ComposeIT runs it"),
            entry("docker compose run --rm cli status", "ComposeIT runs it"),
            entry("docker compose --profile demo run --rm demo", "ComposeIT runs it"),
            entry("docker compose down", "ComposeIT runs it"),
            entry("docker compose run --rm cli audit --verify", "ComposeIT runs it"),
            entry("docker compose run --rm cli create --type full", "ComposeIT runs it"),
            entry("docker compose run --rm cli restore PACKAGE --force", "ComposeIT runs it"),
            entry("docker-compose up --detach", "ComposeIT runs it"),
            entry("docker-compose down", "ComposeIT runs it"),
            entry("deploy/containers/podman/engine start /tmp/engine", "ComposeIT runs it"),
            entry("export DOCKER_HOST=unix:///tmp/engine/docker.sock", "ComposeIT runs it"),
            entry("deploy/containers/podman/engine stop /tmp/engine", "ComposeIT runs it"),
            entry("docker compose pull", "there is no registry; ComposeIT runs the upgrade"),
            entry(
                    "helm install edms-backup deploy/helm/edms-backup --namespace edms --values values.yaml",
                    "needs a cluster; ChartTest renders the chart, PodsIT runs its pods"),
            entry(
                    "kubectl --namespace edms rollout status deployment --selector app.kubernetes.io/instance=edms-backup",
                    "needs a cluster"),
            entry("kubectl --namespace edms port-forward service/edms-backup-backup-service 8080", "needs a cluster"),
            entry(
                    "helm upgrade edms-backup deploy/helm/edms-backup --namespace edms --values values.yaml",
                    "needs a cluster; ChartTest renders the chart, PodsIT runs its pods"),
            entry("java -jar backup-service/target/quarkus-app/quarkus-run.jar", "ServicesIT runs it"),
            entry("java -jar restore-worker/target/quarkus-app/quarkus-run.jar", "ServicesIT runs it"),
            entry("java -jar scheduler-service/target/quarkus-app/quarkus-run.jar", "ServicesIT runs it"),
            entry(
                    "java -jar benchmarks/target/benchmarks.jar --documents 300000 --work /tmp/benchmark --output benchmark.md",
                    "takes hours and 15 GB"));

    /** Marks a synopsis in the command reference, which CommandReferenceTest checks. */
    private static final String SYNOPSIS = "[OPTIONS]";

    private NotRun() {}

    static boolean is(String command) {
        return WHY.containsKey(command) || command.contains(SYNOPSIS);
    }
}
