/** Which of several replicas does what only one of them may do. Knows Camel's cluster services and nothing of Clio. */
package io.camelclio.component.leadership;
