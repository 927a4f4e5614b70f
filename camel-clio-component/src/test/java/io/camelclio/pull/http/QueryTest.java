package io.camelclio.pull.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryTest {

    @Test
    void encodesNamesAndValues() {
        Query query = new Query()
                .with("fields", "id,client{id,name}")
                .with("updated_since", "2026-03-01T12:00:00+01:00")
                .with("ids[]", 7)
                .with("query", "Müller & Söhne = 100%?#");

        assertThat(query.asQuery())
                .isEqualTo(
                        "?fields=id%2Cclient%7Bid%2Cname%7D&updated_since=2026-03-01T12%3A00%3A00%2B01%3A00&ids%5B%5D=7"
                                + "&query=M%C3%BCller%20%26%20S%C3%B6hne%20%3D%20100%25%3F%23");
    }

    @Test
    void isReadBackByAnotherParser() {
        String form = new Query()
                .with("secret", "a+b c&d=e")
                .with("ids[]", 1)
                .with("ids[]", 2)
                .asForm();

        io.camelclio.testkit.http.Query read = io.camelclio.testkit.http.Query.parse(form);

        assertThat(read.first("secret")).contains("a+b c&d=e");
        assertThat(read.all("ids[]")).containsExactly("1", "2");
    }

    @Test
    void leavesAbsentValuesOut() {
        assertThat(new Query().with("fields", null).asQuery()).isEmpty();
        assertThat(new Query().with("fields", null).asForm()).isEmpty();
        assertThat(new Query().with("a", null).with("b", "").asQuery()).isEqualTo("?b=");
    }
}
