package io.camelclio.app.letters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b", "\u009b", "\r", "\u0000", "\u007f", "\u202E", "\u2066", "\u200B", "\u2028", "\uD800", "\uE000"
            })
    void whatCouldMoveHideOrReorderTextIsEscaped(String attack) {
        assertThat(TerminalText.block("a" + attack + "b")).isEqualTo("a\\u%04xb".formatted((int) attack.charAt(0)));
    }

    @Test
    void tagCharactersOutsideOfThePlaneOfOldAreEscapedToo() {
        assertThat(TerminalText.line("a\uDB40\uDC41b")).isEqualTo("a\\U000e0041b");
    }

    @Test
    void wordsOfAnyLanguageStayAsTheyAre() {
        assertThat(TerminalText.line("Müller, 山田 «½» \uD83D\uDE00")).isEqualTo("Müller, 山田 «½» \uD83D\uDE00");
    }

    @Test
    void linesStayLinesOnlyWhereTheyMay() {
        assertThat(TerminalText.block("a\n\tb")).isEqualTo("a\n\tb");
        assertThat(TerminalText.line("a\n\tb")).isEqualTo("a\\u000a\\u0009b");
    }
}
