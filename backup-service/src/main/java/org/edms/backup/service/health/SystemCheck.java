package org.edms.backup.service.health;

import org.edms.backup.model.health.CheckType;

/** A health check. An exception that it throws is a critical problem. */
interface SystemCheck {

    CheckType type();

    void check(CheckResult result) throws Exception;
}
