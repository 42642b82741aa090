package org.edms.backup.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The {@link TestDatabase} starts as a copy of this template, which is filled once for each test process. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface From {

    Class<? extends DatabaseTemplate> value();
}
