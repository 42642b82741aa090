/** The image and the compose project, run with Docker, or with Podman where Docker is missing. */
package org.edms.backup.containers;
