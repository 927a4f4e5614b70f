/** How far each list has been read, for a person who looks at it or has it read again. */
package io.camelclio.app.cursor;
