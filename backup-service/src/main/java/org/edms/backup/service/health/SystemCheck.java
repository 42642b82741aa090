package org.edms.backup.service.health;

import org.edms.backup.model.health.CheckType;

/** One of the health checks. What it throws is critical. */
interface SystemCheck {

    CheckType type();

    void check(CheckResult result) throws Exception;
}
