package org.edms.backup.service.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.service.access.Paging;
import org.edms.backup.service.access.Roles;

@Path("/api/v1/backup/configurations")
public class ConfigurationsResource {

    private static final String PATH = "/api/v1/backup/configurations/";

    private final Configurations configurations;

    ConfigurationsResource(Configurations configurations) {
        this.configurations = configurations;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
    public Response list(@BeanParam Paging paging) {
        return paging.answer(configurations.newestFirst(), row -> row.body);
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    public Response create(BackupConfiguration wanted) {
        BackupConfiguration created = configurations.create(wanted);
        return Response.created(URI.create(PATH + created.id() + "/"))
                .entity(created)
                .build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
    public BackupConfiguration get(String id) {
        return configurations.get(id);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    public BackupConfiguration replace(String id, BackupConfiguration wanted) {
        return configurations.replace(id, wanted);
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    public BackupConfiguration patch(String id, JsonNode change) {
        return configurations.patch(id, change);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    public void delete(String id) {
        configurations.delete(id);
    }

    @POST
    @Path("/{id}/enable")
    @RolesAllowed(Roles.ADMIN)
    public BackupConfiguration enable(String id) {
        return configurations.enable(id, true);
    }

    @POST
    @Path("/{id}/disable")
    @RolesAllowed(Roles.ADMIN)
    public BackupConfiguration disable(String id) {
        return configurations.enable(id, false);
    }
}
