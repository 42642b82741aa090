/** Writes a draft of a model from a database, and reviews a model. */
package org.edms.backup.engine.draft;
