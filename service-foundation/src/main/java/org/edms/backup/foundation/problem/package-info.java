/** Failures as REST tells them: problem documents. */
package org.edms.backup.foundation.problem;
