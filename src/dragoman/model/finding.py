"""What a check says, and how much it matters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """What a finding means for publishing: an error keeps its unit out of the export."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of a unit."""

    check: str
    message: str
    severity: Severity = Severity.WARNING
