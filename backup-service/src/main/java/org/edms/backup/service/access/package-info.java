/** Authorization, request limits, paging and idempotency. */
package org.edms.backup.service.access;
