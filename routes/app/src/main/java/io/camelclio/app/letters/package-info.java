/** Dead letters as an operator sees and chooses them, and how one sets out anew on its route. */
package io.camelclio.app.letters;
