/**
 * The demo against a real OpenTelemetry backend: enters what the demo sends; leaves assertions on
 * the backend's answers and its page, and a picture of that page.
 */
package io.ftplens.it.backend;
