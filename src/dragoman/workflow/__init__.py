"""The use cases: what each command does, without how it is asked for or shown."""

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
