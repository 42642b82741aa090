/** The services as a client sees them: where they are, calls that outlast a short outage, jobs, uploads and downloads. */
package org.edms.backup.cli.remote;
