package org.edms.backup.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the server for the first test that needs it, and stops it after the last test of the process. */
final class PostgresExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(PostgresExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestDatabase.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestDatabases databases = databases(context);
        TestDatabase database = parameter
                .findAnnotation(From.class)
                .map(from -> databases.createFrom(from.value()))
                .orElseGet(databases::createEmpty);
        AutoCloseable drop = () -> databases.drop(database);
        context.getStore(NAMESPACE).put(database.name(), drop);
        return database;
    }

    private static TestDatabases databases(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(
                        TestDatabases.class, key -> new TestDatabases(PostgresUnderTest.start()), TestDatabases.class);
    }
}
