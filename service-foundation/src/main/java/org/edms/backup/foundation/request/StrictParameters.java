package org.edms.backup.foundation.request;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.edms.backup.model.PrintableText;
import org.edms.backup.model.Suggestion;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Rejects undeclared or repeated query parameters and unexpected bodies, by name: a misspelled {@code dry_run} must not run for
 * real.
 */
class StrictParameters {

    private static final int AFTER_AUTHORIZATION = Priorities.AUTHORIZATION + 100;

    /** Bodies that clients send when they have nothing to send. */
    private static final List<String> NOTHING = List.of("", "{}", "null");

    private static final int LONGEST_NOTHING = 64;

    private final Map<Method, Declared> known = new ConcurrentHashMap<>();

    /** @param parameters the query parameters, and whether each may be repeated */
    private record Declared(Map<String, Boolean> parameters, boolean hasBody) {}

    @ServerRequestFilter(priority = AFTER_AUTHORIZATION)
    void check(ContainerRequestContext request, ResourceInfo resource) {
        rejectControlCharacters("the path", request.getUriInfo().getPath());
        Declared declared = known.computeIfAbsent(
                resource.getResourceMethod(), method -> declared(method, resource.getResourceClass()));
        rejectWithoutValue(request.getUriInfo().getRequestUri().getRawQuery());
        request.getUriInfo().getQueryParameters().forEach((name, values) -> check(name, values, declared.parameters()));
        if (!declared.hasBody()) {
            rejectBody(request);
        }
    }

    private static void check(String name, List<String> values, Map<String, Boolean> declared) {
        rejectControlCharacters("the name of a query parameter", name);
        if (!declared.containsKey(name)) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "unknown query parameter \"%s\"%s".formatted(name, Suggestion.of(name, declared.keySet())));
        }
        if (values.size() > 1 && !declared.get(name)) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "the query parameter " + name + " is given twice");
        }
        values.forEach(value -> rejectControlCharacters("the query parameter " + name, value));
    }

    /** A parameter without a value would count as absent. */
    static void rejectWithoutValue(String query) {
        if (query == null || query.isEmpty()) {
            return;
        }
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals < 0 || equals == parameter.length() - 1) {
                throw new BackupException(
                        ErrorCode.WRONG_USAGE,
                        "the query parameter \"%s\" has no value"
                                .formatted(
                                        PrintableText.escape(equals < 0 ? parameter : parameter.substring(0, equals))));
            }
        }
    }

    private static void rejectControlCharacters(String where, String text) {
        if (!PrintableText.isPrintable(text)) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, where + " holds control characters: " + PrintableText.escape(text));
        }
    }

    private static void rejectBody(ContainerRequestContext request) {
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (request.getHeaderString("Transfer-Encoding") == null && (length == null || length.equals("0"))) {
            return;
        }
        try {
            byte[] start = request.getEntityStream().readNBytes(LONGEST_NOTHING);
            if (!NOTHING.contains(new String(start, StandardCharsets.UTF_8).strip())) {
                throw new BackupException(
                        ErrorCode.WRONG_USAGE,
                        "%s %s takes no body"
                                .formatted(
                                        request.getMethod(),
                                        request.getUriInfo().getPath()));
            }
        } catch (IOException e) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "the body could not be read: " + e.getMessage(), e);
        }
    }

    private static Declared declared(Method method, Class<?> resource) {
        String path = path(resource) + "/" + path(method);
        Map<String, Boolean> parameters = new HashMap<>();
        boolean hasBody = false;
        for (Parameter parameter : method.getParameters()) {
            add(parameter, parameter.getType(), parameters);
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                Arrays.stream(parameter.getType().getDeclaredFields())
                        .forEach(field -> add(field, field.getType(), parameters));
            }
            hasBody |= parameter.getAnnotations().length == 0 && !path.contains("{" + parameter.getName() + "}");
        }
        return new Declared(Map.copyOf(parameters), hasBody);
    }

    private static String path(AnnotatedElement element) {
        Path path = element.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }

    private static void add(AnnotatedElement element, Class<?> type, Map<String, Boolean> parameters) {
        QueryParam parameter = element.getAnnotation(QueryParam.class);
        if (parameter != null) {
            parameters.put(parameter.value(), Collection.class.isAssignableFrom(type));
        }
    }
}
