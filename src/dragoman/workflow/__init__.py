"""The use cases: what each command does, without how it is asked for or shown.

Each is loaded when it is first asked for: a command needs one or two of them.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.workflow.audit import AuditReport, audit
    from dragoman.workflow.check import CheckReport, check
    from dragoman.workflow.comparison import CompareReport, compare
    from dragoman.workflow.decide import Chosen, DecideReport, approve, confirm, reject
    from dragoman.workflow.effort import DiffReport, EffortReport, diff, effort
    from dragoman.workflow.engines import Engines, engines_for
    from dragoman.workflow.exchange import ExchangeReport
    from dragoman.workflow.export import ExportReport, export
    from dragoman.workflow.finish import FinishReport, finish_files, finished_text, house
    from dragoman.workflow.glossary import (
        GlossaryReport,
        ImportReport,
        export_glossary,
        glossary,
        import_glossary,
    )
    from dragoman.workflow.init import init
    from dragoman.workflow.memories import (
        MemoryReport,
        export_memory,
        import_memory,
        list_memory,
        remove_memory,
    )
    from dragoman.workflow.mv import MoveReport, move
    from dragoman.workflow.preview import PreviewReport, write_previews
    from dragoman.workflow.progress import Progress, Silent
    from dragoman.workflow.scope import Scope
    from dragoman.workflow.sharing import Shard, SharedReport, share
    from dragoman.workflow.site import write_site, write_templates
    from dragoman.workflow.site_report import SiteReport
    from dragoman.workflow.status import StatusReport, status
    from dragoman.workflow.suggest import SuggestReport, suggest
    from dragoman.workflow.translate import rehearse, translate
    from dragoman.workflow.translated import TranslateReport
    from dragoman.workflow.undo import UndoReport, unapprove
    from dragoman.workflow.versions import GitReport, MergeReport, merge_file, prepare_git
    from dragoman.workflow.withdraw import WithdrawReport, restore, withdraw

_MODULES: dict[str, tuple[str, ...]] = {
    "audit": ("AuditReport", "audit"),
    "check": ("CheckReport", "check"),
    "comparison": ("CompareReport", "compare"),
    "decide": ("Chosen", "DecideReport", "approve", "confirm", "reject"),
    "effort": ("DiffReport", "EffortReport", "diff", "effort"),
    "engines": ("Engines", "engines_for"),
    "exchange": ("ExchangeReport",),
    "export": ("ExportReport", "export"),
    "finish": ("FinishReport", "finish_files", "finished_text", "house"),
    "glossary": (
        "GlossaryReport",
        "ImportReport",
        "export_glossary",
        "glossary",
        "import_glossary",
    ),
    "init": ("init",),
    "memories": ("MemoryReport", "export_memory", "import_memory", "list_memory", "remove_memory"),
    "mv": ("MoveReport", "move"),
    "preview": ("PreviewReport", "write_previews"),
    "progress": ("Progress", "Silent"),
    "scope": ("Scope",),
    "sharing": ("Shard", "SharedReport", "share"),
    "site": ("write_site", "write_templates"),
    "site_report": ("SiteReport",),
    "status": ("StatusReport", "status"),
    "suggest": ("SuggestReport", "suggest"),
    "translate": ("rehearse", "translate"),
    "translated": ("TranslateReport",),
    "undo": ("UndoReport", "unapprove"),
    "versions": ("GitReport", "MergeReport", "merge_file", "prepare_git"),
    "withdraw": ("WithdrawReport", "restore", "withdraw"),
}
"""What is offered, by the module that it is loaded from."""

_HOMES = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "AuditReport",
    "CheckReport",
    "Chosen",
    "CompareReport",
    "DecideReport",
    "DiffReport",
    "EffortReport",
    "Engines",
    "ExchangeReport",
    "ExportReport",
    "FinishReport",
    "GitReport",
    "GlossaryReport",
    "ImportReport",
    "MemoryReport",
    "MergeReport",
    "MoveReport",
    "PreviewReport",
    "Progress",
    "Scope",
    "Shard",
    "SharedReport",
    "Silent",
    "SiteReport",
    "StatusReport",
    "SuggestReport",
    "TranslateReport",
    "UndoReport",
    "WithdrawReport",
    "approve",
    "audit",
    "check",
    "compare",
    "confirm",
    "diff",
    "effort",
    "engines_for",
    "export",
    "export_glossary",
    "export_memory",
    "finish_files",
    "finished_text",
    "glossary",
    "house",
    "import_glossary",
    "import_memory",
    "init",
    "list_memory",
    "merge_file",
    "move",
    "prepare_git",
    "rehearse",
    "reject",
    "remove_memory",
    "restore",
    "share",
    "status",
    "suggest",
    "translate",
    "unapprove",
    "withdraw",
    "write_previews",
    "write_site",
    "write_templates",
]


if not TYPE_CHECKING:  # a type checker must not take every name for one that is offered

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        return found


class _UseCases(ModuleType):
    """The package, of which no module takes the name of the use case that stands in it.

    An import makes each module an attribute of its package: `translate` would be the module, or
    the function, by what was imported before.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in _HOMES or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _UseCases
