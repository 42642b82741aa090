package org.edms.backup.worker;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.RestoreRequest;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A restore to carry out. Its task says when; this says what. */
@Entity
@Table(name = "restore_request")
class RestoreOrder extends PanacheEntityBase {

    @Id
    UUID id;

    @JdbcTypeCode(SqlTypes.JSON)
    RestoreRequest request;

    boolean confirmed;
    UUID undoes;

    RestoreOrder() {}

    /**
     * @param confirmed whether the caller agreed to change a target that holds data
     * @param undoes the restore to undo; null for none
     */
    RestoreOrder(RestoreRequest request, boolean confirmed, RestoreJobId undoes) {
        this.id = request.id().value();
        this.request = request;
        this.confirmed = confirmed;
        this.undoes = undoes == null ? null : undoes.value();
    }

    RestoreJobId id() {
        return new RestoreJobId(id);
    }

    RestoreRequest request() {
        return request;
    }

    boolean confirmed() {
        return confirmed;
    }

    /** The restore to undo; null for none. */
    RestoreJobId undoes() {
        return undoes == null ? null : new RestoreJobId(undoes);
    }

    /** Whether the target stays unchanged. */
    boolean dryRun() {
        return undoes == null && request.options().dryRun();
    }
}
