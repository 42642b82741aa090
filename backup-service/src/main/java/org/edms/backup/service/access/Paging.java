package org.edms.backup.service.access;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.foundation.request.IntParam;
import org.edms.backup.model.Page;

/** Which part of a list is wanted. */
public class Paging {

    private static final int LARGEST = 500;

    @QueryParam("page")
    @DefaultValue("0")
    String page;

    @QueryParam("size")
    @DefaultValue("50")
    String size;

    @Context
    UriInfo uri;

    public int size() {
        return IntParam.parse("size", size, 1, LARGEST);
    }

    public long offset() {
        return (long) page() * size();
    }

    private int page() {
        return IntParam.parse("page", page, 0, Integer.MAX_VALUE);
    }

    /** Answers with a page, and with links to those around it. */
    public <T> Response answer(List<T> items, long total) {
        Page<T> answer = new Page<>(items, page(), size(), total);
        List<String> links = new ArrayList<>();
        if (page() > 0) {
            links.add(link(page() - 1, "prev"));
            links.add(link(0, "first"));
        }
        if (offset() + size() < total) {
            links.add(link(page() + 1, "next"));
            links.add(link((int) ((total - 1) / size()), "last"));
        }
        Response.ResponseBuilder response = Response.ok(answer);
        return links.isEmpty()
                ? response.build()
                : response.header("Link", String.join(", ", links)).build();
    }

    private String link(int number, String relation) {
        return "<%s>; rel=\"%s\""
                .formatted(
                        uri.getRequestUriBuilder()
                                .replaceQueryParam("page", number)
                                .replaceQueryParam("size", size())
                                .build(),
                        relation);
    }
}
