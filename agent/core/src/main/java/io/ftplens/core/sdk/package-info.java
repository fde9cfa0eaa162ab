/**
 * Notes the OpenTelemetry SDKs that applications build, so that spans can be made by them.
 *
 * <p>Enters: the static initialisation and the construction of {@code SdkTracerProvider}. Leaves:
 * the providers that are alive, held weakly. Nothing here names a type of OpenTelemetry.
 */
package io.ftplens.core.sdk;
