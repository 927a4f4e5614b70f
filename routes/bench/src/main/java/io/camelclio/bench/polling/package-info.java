/** Records a second from played vendors to Kafka: the application's own polls beside a loop written by hand. */
package io.camelclio.bench.polling;
