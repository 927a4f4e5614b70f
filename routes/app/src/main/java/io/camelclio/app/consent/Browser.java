package io.camelclio.app.consent;

import java.awt.Desktop;
import java.net.URI;

/** Opens an address for the user, if it can: the address is printed in any case. */
@FunctionalInterface
public interface Browser {

    /** Leaves it to the user. */
    Browser NONE = address -> false;

    /** The desktop's own browser; none on a machine without a desktop, or a Java runtime without the module for it. */
    Browser DESKTOP = Browser::openOnDesktop;

    /** Whether a browser was asked to open the address; never fails. */
    boolean open(URI address);

    private static boolean openOnDesktop(URI address) {
        try {
            if (!Desktop.isDesktopSupported() || !Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
                return false;
            }
            Desktop.getDesktop().browse(address);
            return true;
        } catch (Exception | Error e) {
            // A missing module or display shows as an error of the virtual machine, and is no trouble here.
            return false;
        }
    }
}
