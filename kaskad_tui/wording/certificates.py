"""Why no secure connection was made, as a sentence: each reason has something else to do about it."""

from __future__ import annotations

from kaskad_tui.i18n import _


def sentence(name: str, detail: str) -> str:
    """Return what ails the certificate or the handshake, and what to do.

    Args:
        name: of the site.
        detail: of a failure of the kind TLS: the reason as `fetch.failures` names it, then OpenSSL's words.
    """
    reason, _colon, said = (part.strip() for part in detail.partition(":"))
    match reason:
        case "expired":
            return _(
                "The certificate of {name} has expired. If this computer's clock is right, the site has to "
                "renew it: try again later."
            ).format(name=name)
        case "not yet valid":
            return _("The certificate of {name} is not valid yet. Check this computer's clock.").format(
                name=name
            )
        case "wrong host":
            return _(
                "The certificate of {name} belongs to another site, so it is not opened. Check the address."
            ).format(name=name)
        case "self-signed":
            return _(
                "The certificate of {name} is signed by nobody but itself, so it is not opened. If it is "
                "your own site, name its certificate in SSL_CERT_FILE."
            ).format(name=name)
        case "no TLS there":
            return _("{name} does not answer by https. Check the address and the port.").format(name=name)
        case "handshake":
            return _(
                "No secure connection to {name} came about ({detail}). Try again later, or open it in the "
                "browser."
            ).format(name=name, detail=said or _("no reason given"))
        case "SSL_CERT_FILE":
            return _(
                "The certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read ({detail}). "
                "Mend the variable, or leave it out."
            ).format(detail=said or _("no reason given"))
        case "unknown authority":
            return _(
                "The certificate of {name} is from an authority that this computer does not know. If the "
                "site uses a national one, add its certificate to the system or name it in SSL_CERT_FILE."
            ).format(name=name)
        case _:
            return _(
                "The certificate of {name} is not trusted: {detail}. If the site uses a national authority, "
                "add its certificate to the system or name it in SSL_CERT_FILE."
            ).format(name=name, detail=detail or _("no reason given"))
