package org.edms.backup.service.access;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Rewrites the paths of the earlier system, which scripts still call. They are not in the OpenAPI document, because new callers
 * should not use them; docs/migrating.md lists them.
 */
class LegacyPaths {

    private static final String ROOT = "/api/v1/backup/";
    private static final List<String> EARLIER_ROOTS = List.of("/api/v1/backup/api/", "/api/backup/", "/backup/api/");
    private static final Pattern RUN_NOW = Pattern.compile("(configurations/[^/]+)/run[-_]now(/?)");
    private static final Pattern RESTORE = Pattern.compile("(?:restores|system/restore)(/?)");

    @ServerRequestFilter(preMatching = true)
    void translate(ContainerRequestContext request) {
        String path = request.getUriInfo().getRequestUri().getRawPath();
        String today = translate(request.getMethod(), path, isUpload(request));
        if (!today.equals(path)) {
            request.setRequestUri(request.getUriInfo()
                    .getRequestUriBuilder()
                    .replacePath(today)
                    .build());
        }
    }

    static String translate(String method, String path, boolean isUpload) {
        String root =
                EARLIER_ROOTS.stream().filter(path::startsWith).findFirst().orElse(ROOT);
        if (!path.startsWith(root)) {
            return path;
        }
        String rest = path.substring(root.length());
        Matcher runNow = RUN_NOW.matcher(rest);
        Matcher restore = RESTORE.matcher(rest);
        if (runNow.matches()) {
            rest = runNow.group(1) + "/execute" + runNow.group(2);
        } else if (method.equalsIgnoreCase("POST") && restore.matches()) {
            rest = "restores/" + (isUpload ? "restore_from_file" : "restore_from_backup") + restore.group(1);
        }
        return ROOT + rest;
    }

    private static boolean isUpload(ContainerRequestContext request) {
        String type = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }
}
