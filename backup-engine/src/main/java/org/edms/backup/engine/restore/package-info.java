/** The story of a restore: plan, stage, identify, write, verify, commit, place files. */
package org.edms.backup.engine.restore;
