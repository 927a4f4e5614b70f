/** The bench's subject that is built with Spring Boot. */
package io.camelclio.bench.spring;
