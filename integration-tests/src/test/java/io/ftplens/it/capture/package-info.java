/**
 * What a packet capture says of transfers, compared with what the agent says.
 *
 * <p>Enters: the loopback interface while a client runs under the agent, read by dumpcap and
 * tshark. Leaves: for each client, server and mode how many transfers matched, were missing, wrong
 * or invented. Nothing here uses the agent's own parsers: two readers that share code share their
 * errors.
 */
package io.ftplens.it.capture;
