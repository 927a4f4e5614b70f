package io.camelclio.component.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    private static final URI ADDRESS = URI.create("https://storage.example/a/b/letter%20one.pdf?signed=1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "letter.pdf | letter.pdf",
                "../../etc/passwd | passwd",
                "C:\\windows\\system.ini | system.ini",
                "..hidden | hidden",
                "a:b?.pdf | a_b_.pdf",
                "${body}.pdf | _{body}.pdf",
                "Übergabe und mehr.pdf | Übergabe und mehr.pdf"
            })
    void isPlainWhateverWasGiven(String given, String plain) {
        assertThat(FileName.plain(given)).contains(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "/", "..", ".", "a/.."})
    void isNoneWhereNothingIsLeft(String given) {
        assertThat(FileName.plain(given)).isEmpty();
    }

    @Test
    void isShortenedBeforeItsEnding() {
        assertThat(FileName.plain("a".repeat(1000) + ".pdf"))
                .hasValueSatisfying(name -> assertThat(name).hasSize(200).endsWith("a.pdf"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "attachment; filename=\"letter; two.pdf\" | letter; two.pdf",
                "attachment; filename=bare.pdf | bare.pdf",
                "attachment; filename=\"u.pdf\"; filename*=UTF-8''%C3%9C.pdf | Ü.pdf",
                "attachment; filename*=UTF-8''..%2F..%2Fpasswd | passwd",
                "attachment; filename*=nonsense''x; filename=\"fallback.pdf\" | fallback.pdf",
                "attachment; filename=\"a\\\"b.pdf\" | a_b.pdf",
                "inline | letter one.pdf"
            })
    void isTheAnnouncedOneElseTheLastPartOfTheAddress(String disposition, String name) {
        assertThat(FileName.of(Optional.of(disposition), ADDRESS)).contains(name);
    }
}
