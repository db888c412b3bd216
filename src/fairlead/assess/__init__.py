"""The assessment: from purchases to where forced labour may sit, and whom to act with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fairlead.assess.assessment import AssessOptions as AssessOptions
    from fairlead.assess.assessment import assess as assess
    from fairlead.assess.assessment import assess_mapped as assess_mapped

__all__ = ["AssessOptions", "assess", "assess_mapped"]


def __getattr__(name: str) -> Any:
    # The result model is imported by light modules; the numbers behind it only when they are asked for.
    if name in __all__:
        from fairlead.assess import assessment

        return getattr(assessment, name)
    raise AttributeError(name)
