"""What an operator may set for the web chat, under its name in credentials.yml; every setting has a default."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from typing import Any
from urllib.parse import urlsplit

EXAMPLE = "https://practice.example"
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?[.])*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::[0-9]{1,5})?")
_THIS_MACHINE = ("localhost", "127.0.0.1")


@dataclass(frozen=True)
class Settings:
    """The settings of one web chat."""

    embed_on: tuple[str, ...] = ()  # the sites whose pages may show the chat in a frame
    new_conversations_per_minute: int = field(default=60, metadata={"least": 1})  # from one address
    connections_per_conversation: int = field(default=6, metadata={"least": 1})  # open sockets: one a tab
    proxies: int = field(default=0, metadata={"least": 0})  # proxies of the operator's own in front of the server


def read_settings(stated: dict[str, Any] | None) -> Settings:
    """The settings as credentials.yml states them. Raises ValueError in a plain sentence for a setting that cannot be."""
    stated = stated or {}
    if not isinstance(stated, dict):
        raise ValueError(f"credentials.yml: the web chat's settings must be names with values, not {stated!r}")
    known = {setting.name: setting for setting in fields(Settings)}
    for name in stated:
        if name not in known:
            raise ValueError(f"credentials.yml: the web chat has no setting '{name}'; it has {', '.join(known)}")
    values = {name: _count(name, value, known[name].metadata["least"]) for name, value in stated.items() if name != "embed_on"}
    return Settings(embed_on=_sites(stated.get("embed_on")), **values)


def _count(name: str, value: Any, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ValueError(f"credentials.yml: {name} must be a whole number, {least} or more, not {value!r}")
    return value


def _sites(stated: Any) -> tuple[str, ...]:
    if stated is None:
        return ()
    if not isinstance(stated, list):
        raise ValueError(f"credentials.yml: embed_on must be a list of sites, such as [{EXAMPLE}], not {stated!r}")
    return tuple(dict.fromkeys(_site(site) for site in stated))


def _site(stated: Any) -> str:
    """One site as browsers write an origin. What it lets through goes into a header as it is."""
    if not isinstance(stated, str):
        raise ValueError(f"credentials.yml: embed_on names a site as text, such as {EXAMPLE}, not {stated!r}")
    if "*" in stated:
        raise ValueError(
            f"credentials.yml: embed_on cannot hold '{stated}', for then pages nobody chose could show the chat; name each site"
        )
    site = urlsplit(stated.strip().lower())
    if site.scheme not in ("http", "https") or not _HOST.fullmatch(site.netloc):
        raise ValueError(f"credentials.yml: embed_on cannot read '{stated}'; a site looks like {EXAMPLE}")
    if site.path not in ("", "/") or site.query or site.fragment:
        raise ValueError(f"credentials.yml: embed_on takes sites, not pages: '{stated}' must end after the name, as in {EXAMPLE}")
    if site.scheme == "http" and site.hostname not in _THIS_MACHINE:
        raise ValueError(f"credentials.yml: embed_on takes '{stated}' only with https, for what people write there is about their health")
    return f"{site.scheme}://{site.netloc}"
