/** Takes restore requests into its inbox, runs the engine and reports progress. */
package org.edms.backup.worker;
