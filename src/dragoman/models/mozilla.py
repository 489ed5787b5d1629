"""Where Firefox's models are published: Remote Settings, and the registry of its publisher.

Remote Settings gives a record for each file, with the SHA-256 of the file as it is sent, packed by
Zstandard, and of what is packed in it. Where it cannot be reached, the registry lists the same
models, packed by gzip, with the SHA-256 of the model alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dragoman.errors import ModelError
from dragoman.models import catalogue
from dragoman.models.catalogue import Offer
from dragoman.models.codes import parted
from dragoman.models.download import Patience
from dragoman.models.firefox import PACKED
from dragoman.models.installed import version_key
from dragoman.models.kinds import FIREFOX
from dragoman.models.receiving import base, listed
from dragoman.models.shipment import Shipment, ShippedFile, plain_name

RECORDS = "FXTRANSLATE_RECORDS_URL"
"""The variable of the environment by which fxtranslate, too, is told another address."""

_KINDS = ("model", "vocab", "srcvocab", "trgvocab", "lex")
_REGISTRY_KINDS = {
    "model": "model",
    "vocab": "vocab",
    "srcVocab": "srcvocab",
    "trgVocab": "trgvocab",
    "lexicalShortlist": "lex",
}
_STABLE = re.compile(r"\d+(?:\.\d+)*")

_CODES = {"zh": "zh-hans", "zh-cn": "zh-hans", "zh-tw": "zh-hant"}
"""What other lists call the languages of these models."""

_ORDER = ("base", "base-memory", "tiny")
"""Sizes, the best first, where no score is known."""


def shipment(offer: Offer, patience: Patience | None = None) -> Shipment:
    """Return what to download for a model of Firefox's.

    If there is none of the size that `offer` names, the best of those that there are. Raises
    ModelError where nothing can be reached, or there is no model of the direction.
    """
    try:
        found = list(_of_records(offer, patience))
    except ModelError:
        if RECORDS in os.environ:
            raise
        found = list(_of_registry(offer, patience))
    if not found:
        raise ModelError(f"Firefox Translations has no model {offer.direction}")
    named = [one for one in found if one.offer.name == offer.name]
    return max(named or found, key=_goodness)


def _goodness(one: Shipment) -> tuple[float, int, list[tuple[int, str]]]:
    score = catalogue.score(FIREFOX, one.offer.direction, one.offer.name) or 0.0
    place = _ORDER.index(one.offer.name) if one.offer.name in _ORDER else len(_ORDER)
    return score, -place, version_key(one.version)


def _of_records(offer: Offer, patience: Patience | None) -> Iterator[Shipment]:
    address = os.environ.get(RECORDS) or catalogue.address(FIREFOX, "records")
    answer = listed(address, patience)
    records = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(records, list):
        raise ModelError(f"{address} gave no list of models")
    groups: dict[tuple[str, str], dict[str, Mapping[str, Any]]] = {}
    for record in records:
        if not isinstance(record, dict) or not _is_of(record, offer.direction):
            continue
        version, size = str(record.get("version")), str(record.get("architecture") or "")
        kind = str(record.get("fileType"))
        if kind in _KINDS and isinstance(record.get("attachment"), dict):
            groups.setdefault((version, size), {})[kind] = record
    usable = {key: kinds for key, kinds in groups.items() if _whole(kinds)}
    stable = {key: kinds for key, kinds in usable.items() if _STABLE.fullmatch(key[0])}
    if not usable:
        return
    attachments = _attachments(address, patience)
    for (version, size), kinds in (stable or usable).items():
        parts = tuple(_part(record, attachments) for record in kinds.values())
        yield Shipment(_named(offer, size), version, parts)


def _part(record: Mapping[str, Any], attachments: str) -> ShippedFile:
    attachment = record["attachment"]
    name = plain_name(str(record.get("name") or attachment.get("filename")))
    size, packed = attachment.get("size"), attachment.get("hash")
    if not isinstance(attachment.get("location"), str):
        raise ModelError(f"the list of models gives no place for {name}")
    unpacked = record.get("decompressedHash")
    return ShippedFile(
        name.removesuffix(PACKED).removesuffix(".zst"),
        attachments.rstrip("/") + "/" + attachment["location"].lstrip("/"),
        int(size) if isinstance(size, int) or str(size).isdecimal() else None,
        packed if isinstance(packed, str) else None,
        unpacked=unpacked if isinstance(unpacked, str) else None,
    )


def _attachments(records: str, patience: Patience | None) -> str:
    """Return where files are, as the server itself says; else as it always was."""
    usual = catalogue.address(FIREFOX, "attachments")
    try:
        answer = listed(base(records, "buckets/"), patience)
        found = answer["capabilities"]["attachments"]["base_url"]
    except (ModelError, KeyError, TypeError):
        return usual
    return found if isinstance(found, str) and found.startswith(("http://", "https://")) else usual


def _of_registry(offer: Offer, patience: Patience | None) -> Iterator[Shipment]:
    address = catalogue.address(FIREFOX, "registry")
    answer = listed(address, patience)
    models = answer.get("models") if isinstance(answer, dict) else None
    if not isinstance(models, dict) or not isinstance(answer.get("baseUrl"), str):
        raise ModelError(f"{address} gave no list of models")
    for entry in (entry for entries in models.values() for entry in _list(entries)):
        if not isinstance(entry, dict) or not _is_of(entry, offer.direction):
            continue
        if not str(entry.get("releaseStatus") or "").startswith("Release"):
            continue
        files = entry.get("files")
        found = {
            kind: files[key]
            for key, kind in _REGISTRY_KINDS.items()
            if isinstance(files, dict) and isinstance(files.get(key), dict)
        }
        if _whole(found):
            parts = tuple(_registered(file, answer["baseUrl"]) for file in found.values())
            yield Shipment(_named(offer, str(entry.get("architecture"))), _dated(answer), parts)


def _registered(file: Mapping[str, Any], root: str) -> ShippedFile:
    path = str(file.get("path"))
    name = plain_name(path.rpartition("/")[2])
    unpacked = file.get("uncompressedHash")
    return ShippedFile(
        name.removesuffix(PACKED),
        f"{root.rstrip('/')}/{path.lstrip('/')}",
        unpacked=unpacked if isinstance(unpacked, str) else None,
    )


def _dated(answer: Mapping[str, Any]) -> str:
    """The registry states no versions: the day of its making stands for one."""
    return str(answer.get("generated") or "0")[:10]


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def _whole(kinds: Mapping[str, object]) -> bool:
    return "model" in kinds and ("vocab" in kinds or {"srcvocab", "trgvocab"} <= set(kinds))


def _named(offer: Offer, size: str) -> Offer:
    if not size or size == offer.name:
        return offer
    known = (one for one in catalogue.offers(offer.direction) if one.source == FIREFOX)
    same = next((one for one in known if one.name == size), None)
    return same or replace(offer, name=size, score=None, megabytes=None)


def _is_of(entry: Mapping[str, Any], direction: str) -> bool:
    source = entry.get("sourceLanguage") or entry.get("fromLang")
    target = entry.get("targetLanguage") or entry.get("toLang")
    first, second = parted(direction)
    return (_code(str(source)), _code(str(target))) == (_code(first), _code(second))


def _code(code: str) -> str:
    code = code.lower().replace("_", "-")
    return _CODES.get(code, code)
