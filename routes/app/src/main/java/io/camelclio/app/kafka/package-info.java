/** Kafka as the routes see it: one Camel component a client file, and topics under their configured names. */
package io.camelclio.app.kafka;
