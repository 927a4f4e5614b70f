/** Latest state inside the running application: when it runs, how it is seen, and what polls learn from it. */
package io.camelclio.app.latest;
