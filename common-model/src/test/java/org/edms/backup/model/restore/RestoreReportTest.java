package org.edms.backup.model.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.edms.backup.model.Json;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.junit.jupiter.api.Test;

class RestoreReportTest {

    /** A report as databases and file roots store it. */
    private static final String STORED = """
            {"request":{"id":"01a2225e-f908-7000-a656-c45158fb43d6","package_name":"a.tar.zst",\
            "package_sha256":"80aec3a70610a27592b18e02a13349679c9f9ea5d02894b365d96e7f6f55d732",\
            "options":{"mode":"MERGE","scope":"FULL","strategy":"SET","on_match":"UPDATE","validation":"STRICT",\
            "skip_users":false,"dry_run":false,"allow_partial":false,"safety_backup":true,"skip_tables":[],\
            "drop_columns":[],"trust_code":false,"skip_models":[],"allow_undeclared":false},"requested_by":"anna"},\
            "source":{"id":"01a2225e-db8f-7000-bed1-54061db7d2c0","name":"a.tar.zst","bytes":3,\
            "sha256":"80aec3a70610a27592b18e02a13349679c9f9ea5d02894b365d96e7f6f55d732"},\
            "target":"edms at db:5432","started_at":"2026-11-28T13:36:19Z","finished_at":"2026-11-28T13:37:19Z",\
            "committed":true,"reinitialised":true,\
            "tables":[{"table":"public.documents","critical":true,"in_package":3,"inserted":3,"matched":0,\
            "updated":0,"left":0,"quarantined":0,"rows_before":1,"rows_after":4}],\
            "files":[],"identity_maps":[],"references":[],"checks":[],\
            "set_aside":[{"table":"public.documents","row":"POL-2","reason":"a reason"}],\
            "left_out":[{"what":"public.cache","rows":3,"why":"--skip-table"}],"warnings":[],\
            "failure":{"code":"VALUE_REFUSED","detail":"a date"},\
            "safety_package":{"id":"01a2225e-db8f-7000-bed1-54061db7d2c0","name":"b.tar.zst","bytes":3,\
            "sha256":"80aec3a70610a27592b18e02a13349679c9f9ea5d02894b365d96e7f6f55d732"},\
            "kept_database":"edms_before_0123abcd","target_fingerprint":"80aec3a7","tool_version":"0.1.0",\
            "model":"shipped model"}""";

    private static final ObjectMapper JSON = Json.newMapper();

    @Test
    void allFieldsOfAStoredReportAreRead() throws JsonProcessingException {
        // when
        RestoreReport report = JSON.readValue(STORED, RestoreReport.class);

        // then
        assertThat(report).hasNoNullFieldsOrProperties();
        assertThat(report.safetyPackage().name()).isEqualTo("b.tar.zst");
        assertThat(report.rows()).isEqualTo(new Account(3, 3, 0, 0, 0, 0));
    }

    @Test
    void theJsonHasTheFieldsThatConsumersRead() throws JsonProcessingException {
        // given
        RestoreReport report = JSON.readValue(STORED, RestoreReport.class);

        // then
        assertThat(JSON.<JsonNode>valueToTree(report).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "request",
                        "source",
                        "target",
                        "started_at",
                        "finished_at",
                        "committed",
                        "reinitialised",
                        "tables",
                        "files",
                        "identity_maps",
                        "references",
                        "checks",
                        "set_aside",
                        "left_out",
                        "warnings",
                        "failure",
                        "safety_package",
                        "kept_database",
                        "target_fingerprint",
                        "tool_version",
                        "model",
                        "rows",
                        "critical_rows",
                        "adds_up");
    }

    @Test
    void furtherWarningsChangeNothingElse() throws JsonProcessingException {
        // given
        RestoreReport report = JSON.readValue(STORED, RestoreReport.class);
        Failure warning = new Failure(ErrorCode.FILES_WAITING, "1 of storage");

        // when
        RestoreReport warned = report.withWarnings(List.of(warning));

        // then
        assertThat(warned.warnings()).containsExactly(warning);
        assertThat(warned).usingRecursiveComparison().ignoringFields("warnings").isEqualTo(report);
    }
}
