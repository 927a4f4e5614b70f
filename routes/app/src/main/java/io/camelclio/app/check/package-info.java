/** Whether everything outside this process is as it has to be; changes nothing. */
package io.camelclio.app.check;
