/** The commands that draft and check the model of an EDMS. */
package org.edms.backup.cli.model;
