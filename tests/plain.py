"""For whoever calls a server of the tests, which speak plain HTTP."""

from __future__ import annotations

import ssl


PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""As `verify` of a client: otherwise each new one reads the machine's certificates, which takes 30 ms."""
