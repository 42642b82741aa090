/** The backup service as a client sees it: calls that outlast a service which is briefly away, job following, transfers. */
package org.edms.backup.cli.remote;
