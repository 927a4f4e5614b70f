/** Plain HTTP of any vendor: a call with one deadline, where a token may go, queries and dates. */
package io.camelclio.pull.http;
