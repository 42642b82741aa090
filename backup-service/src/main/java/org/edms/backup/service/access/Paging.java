package org.edms.backup.service.access;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.edms.backup.foundation.request.IntParam;
import org.edms.backup.model.Page;

/** The requested page of a list. */
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

    private int size() {
        return IntParam.parse("size", size, 1, LARGEST);
    }

    private int page() {
        return IntParam.parse("page", page, 0, Integer.MAX_VALUE);
    }

    /** Responds with a page, and with links to the pages around it. */
    public <E, T> Response answer(PanacheQuery<E> query, Function<E, T> toItem) {
        long total = query.count();
        List<T> items = query.page(page(), size()).stream().map(toItem).toList();
        Page<T> answer = new Page<>(items, page(), size(), total);
        List<String> links = new ArrayList<>();
        if (page() > 0) {
            links.add(link(page() - 1, "prev"));
            links.add(link(0, "first"));
        }
        if ((page() + 1L) * size() < total) {
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
