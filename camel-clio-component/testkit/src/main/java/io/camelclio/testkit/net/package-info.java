/**
 * Ports on the loopback address, for a test whose server has to know its address before it starts.
 *
 * <pre>{@code
 * int port = LoopbackPorts.free();
 * String publicUrl = "http://" + LoopbackPorts.HOST + ":" + port;   // told to a sandbox before anything listens there
 * }</pre>
 */
package io.camelclio.testkit.net;
