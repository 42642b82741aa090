/** Tests of the Helm chart: rendered with Helm itself, and read as strictly as Kubernetes reads it. */
package org.edms.backup.helm;
