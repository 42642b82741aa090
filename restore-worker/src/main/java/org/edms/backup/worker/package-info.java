/** Receives restore requests, runs the engine and reports progress. */
package org.edms.backup.worker;
