"""What the web server does before it divides: read all facts once, so that its processes share them in memory."""

from __future__ import annotations

import gc
from typing import Any

__all__ = ["pre_fork", "when_ready"]


def when_ready(server: Any) -> None:  # noqa: ARG001
    """Read the facts and what is worked out from them; nothing here may open the database."""
    from django.urls import get_resolver

    from fairlead.classify.countries import match_country
    from fairlead.dossier import dossier_country
    from fairlead.facts import load, tables

    _ = get_resolver().url_patterns  # imports every part of the hub
    for table in tables():
        load(table)
    match_country("Bangladesh")
    dossier_country("BGD")
    gc.collect()
    gc.freeze()  # what is shared stays shared: the collector does not write into it any more


def pre_fork(server: Any, worker: Any) -> None:  # noqa: ARG001
    """Connections are not shared between processes."""
    from django.db import connections

    connections.close_all()
