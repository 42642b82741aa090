# One image for the three services and the command line: docs/docker.md. "docker build ." works on a fresh clone.
ARG BASE=docker.io/library/debian:12.11-slim
# "built" builds the distribution from the sources; "given" takes deploy/distribution/target/edms-backup-*.tar.gz.
ARG DISTRIBUTION=built

FROM ${BASE} AS jdk
# The Java package registers manual pages, whose directory slim images lack.
RUN mkdir -p /usr/share/man/man1 && apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends ca-certificates jq openjdk-17-jdk-headless unzip wget zip >/dev/null \
    && rm -rf /var/lib/apt/lists/*

FROM jdk AS distribution
ARG DISTRIBUTION
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.m2 if [ "$DISTRIBUTION" != given ]; then ./mvnw -B -q -Pdist -Dquick clean package; fi \
    && mkdir /distribution && tar xzf deploy/distribution/target/edms-backup-*.tar.gz -C /distribution --strip-components 1

# The C library, a shell, and nothing else: no package manager, no setuid program.
FROM jdk AS root
COPY deploy/image/make-root /image/
RUN /image/make-root /root-directory

FROM distribution AS programs
COPY deploy/image/make-jre deploy/image/make-programs deploy/image/make-sbom deploy/image/make-archive /image/
COPY --from=root /root-directory/var/lib/dpkg/status.d /packages
RUN /image/make-jre /opt/java && /image/make-programs /distribution /opt/java /opt/edms-backup \
    && /image/make-sbom /distribution /packages /opt/edms-backup
RUN /image/make-archive /opt/java /opt/edms-backup

FROM scratch
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
ARG CREATED=1970-01-01T00:00:00Z
LABEL org.opencontainers.image.title="EDMS Backup" \
    org.opencontainers.image.description="Backup, restore and migration for document management systems on PostgreSQL" \
    org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.version="${VERSION}" \
    org.opencontainers.image.revision="${REVISION}" \
    org.opencontainers.image.created="${CREATED}" \
    org.opencontainers.image.base.name="scratch"
COPY --from=root /root-directory /
COPY --from=programs /opt/java /opt/java
COPY --from=programs /opt/edms-backup /opt/edms-backup
COPY deploy/image/bin /opt/edms-backup/bin
ENV PATH=/opt/edms-backup/bin:/opt/java/bin:/usr/bin:/bin JAVA_HOME=/opt/java HOME=/tmp LC_ALL=C.UTF-8 BACKUP_ROOT=/var/lib/edms-backup
USER 10001:10001
WORKDIR /tmp
EXPOSE 8080 8081 8082
ENTRYPOINT ["/opt/edms-backup/bin/entrypoint"]
CMD ["--help"]
