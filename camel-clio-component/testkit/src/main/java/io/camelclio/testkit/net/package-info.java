/**
 * Networks on the loopback address: ports, for a test whose server has to know its address before it starts, and a proxy,
 * for a test that takes the network away.
 *
 * <pre>{@code
 * int port = LoopbackPorts.free();
 * String publicUrl = "http://" + LoopbackPorts.HOST + ":" + port;   // told to a sandbox before anything listens there
 *
 * try (TcpProxy network = TcpProxy.listening().forwardTo(port)) {
 *     // ... let a client talk to network.address() ...
 *     network.stall();
 * }
 * }</pre>
 */
package io.camelclio.testkit.net;
