/** The story of a restore: plan, stage, identify, complete, write, verify, commit, place files. */
package org.edms.backup.engine.restore;
