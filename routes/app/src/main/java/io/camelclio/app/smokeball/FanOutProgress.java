package io.camelclio.app.smokeball;

/**
 * How far the present round over parents has come, or how the last one went.
 *
 * @param parents how many outermost parents there are; 0 until that is known
 * @param done how many of them are done
 * @param lists how many lists were read, since the round began or went on after a restart
 * @param forbidden lists that were answered 403
 * @param gone lists that were answered 404
 * @param failed lists that could not be read
 * @param firstLeftOut the ids of the parents of the first of those that were not read; empty if all were
 */
record FanOutProgress(int parents, int done, int lists, int forbidden, int gone, int failed, String firstLeftOut) {

    static FanOutProgress none() {
        return new FanOutProgress(0, 0, 0, 0, 0, 0, "");
    }

    int leftOut() {
        return forbidden + gone + failed;
    }

    @Override
    public String toString() {
        return done + " of " + parents + " parents done, " + lists + " lists read, " + forbidden + " forbidden (403), "
                + gone + " gone (404), " + failed + " failed"
                + (lists == 0 && forbidden + gone > 0
                        ? " (all that were asked for: check the scopes granted and SMOKEBALL_ACCOUNT_ID)"
                        : "")
                + (firstLeftOut.isEmpty() ? "" : ", the first of those under " + firstLeftOut);
    }
}
