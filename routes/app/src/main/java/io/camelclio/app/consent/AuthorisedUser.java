package io.camelclio.app.consent;

/** Who authorised the application, in words that are safe to print. */
public record AuthorisedUser(String name, String account) {

    public AuthorisedUser {
        name = printable(name);
        account = printable(account);
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "");
    }

    @Override
    public String toString() {
        String who = name.isEmpty() ? "a user without a name" : name;
        return account.isEmpty() ? who : who + " of " + account;
    }
}
