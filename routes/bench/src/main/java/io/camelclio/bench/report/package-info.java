/** What a run says: tables, charts, targets; on the console, as Markdown, JSON and one HTML page. */
package io.camelclio.bench.report;
