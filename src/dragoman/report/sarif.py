"""Findings as a SARIF 2.1.0 log, which code hosts and editors read."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import quote

from dragoman import __version__
from dragoman.checks import About, explained
from dragoman.errors import DragomanError
from dragoman.report.rows import Rows
from dragoman.workflow.check import CheckReport, Found

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def log(report: CheckReport) -> dict[str, Any]:
    """Return the whole log: one run, its rules, and a result for each finding."""
    about = explained()
    names = list(about)
    rules = [_rule(each) for each in about.values()]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "Dragoman", "version": __version__, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"PROJECT": {"description": {"text": "The newsroom."}}},
                "invocations": [
                    {
                        "executionSuccessful": not report.problems,
                        "toolExecutionNotifications": [
                            _notification(mistake)
                            for problem in report.problems
                            for mistake in problem.every
                        ],
                    }
                ],
                "results": Rows(
                    len(report.found), lambda: (_result(each, names) for each in report.found)
                ),
            }
        ],
    }


def _rule(about: About) -> dict[str, Any]:
    return {
        "id": about.name,
        "shortDescription": {"text": about.what},
        "fullDescription": {"text": about.why},
        "help": {"text": f"Known false alarms: {about.false_alarms}"},
        "defaultConfiguration": {"level": about.severity.value},
        "properties": {"tags": ["translation", about.issue_type]},
    }


def _notification(mistake: DragomanError) -> dict[str, Any]:
    told: dict[str, Any] = {"level": "error", "message": {"text": mistake.alone}}
    if mistake.path is not None:
        place: dict[str, Any] = {"artifactLocation": {"uri": quote(str(mistake.path))}}
        if mistake.line is not None:
            place["region"] = {"startLine": mistake.line, "startColumn": mistake.column or 1}
        told["locations"] = [{"physicalLocation": place}]
    return told


def _result(each: Found, names: list[str]) -> dict[str, Any]:
    finding = each.finding
    location = {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(each.path), "uriBaseId": "PROJECT"},
            "region": {"startLine": each.line or 1},
        }
    }
    told = f"{each.locale} {each.article} {each.unit.id} {finding.check} {finding.message}"
    return {
        "ruleId": finding.check,
        "ruleIndex": names.index(finding.check),
        "level": finding.severity.value,
        "message": {"text": f"{finding.message}\n{each.unit.source}\n{each.unit.target}".strip()},
        "locations": [location],
        "partialFingerprints": {"unit/v1": hashlib.sha256(told.encode()).hexdigest()[:32]},
        "properties": {"locale": each.locale, "article": each.article},
    }
