"""Models on the model hub, by the name of their repository: `quickmt/quickmt-en-ru`.

The hub lists a revision's files, with the SHA-256 of those that it keeps by Git LFS and git's own
digest of the others. Only what CTranslate2 and SentencePiece read is downloaded.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import quote

from dragoman.errors import ModelError
from dragoman.models import catalogue
from dragoman.models.catalogue import HUB, Offer
from dragoman.models.download import Patience
from dragoman.models.receiving import listed
from dragoman.models.shipment import Shipment, ShippedFile

ENDPOINT = "HF_ENDPOINT"
"""The variable of the environment by which the hub's own programs are told another address."""

_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
_REVISION = re.compile(r"[0-9a-f]{40}")

_READY = ("model.bin", "config.json", "*vocabulary.json", "*vocabulary.txt", "vmap.txt")
_MARIAN = ("*.npz", "*.vocab", "*vocab*.yml", "decoder.yml")
_ALWAYS = ("*.spm", "*.spm.model", "sentencepiece*.model", "spm.model", "spiece.model")
_PAPERS = ("README.md", "LICENSE*", "LICENCE*")

NON_COMMERCIAL = re.compile(r"(?:^|[-_ ])nc(?:$|[-_ ])|non-?commercial|research", re.IGNORECASE)
COMMERCIAL = re.compile(
    r"apache-2\.0|mit|mpl-2\.0|cc-by(?:-sa)?-[234]\.0|cc0-1\.0|bsd-[23]-clause|isc|unlicense|l?gpl-3\.0",
    re.IGNORECASE,
)
"""Licences that allow commercial use, as the hub writes them."""


def offer(repository: str, direction: str) -> Offer:
    """Return what is known of a repository's model; little, if the catalogue does not have it.

    Raises ModelError for what is no name of a repository.
    """
    if not _REPOSITORY.fullmatch(repository):
        advice = "Write it as on the hub: --from hub:quickmt/quickmt-en-ru"
        raise ModelError(f"{repository!a} is not a repository of the hub", advice=advice)
    known = (one for one in catalogue.offers(direction) if one.repository == repository)
    name = re.sub(r"[^\w.+-]", "-", repository.partition("/")[2])
    return next(known, None) or Offer(direction, HUB, name, repository=repository)


def shipment(wanted: Offer, patience: Patience | None = None) -> Shipment:
    """Return what to download for a model of the hub, with its licence as the hub states it.

    Raises ModelError where the hub cannot be reached or holds no model that can be used here.
    """
    root = (os.environ.get(ENDPOINT) or catalogue.address(HUB, HUB)).rstrip("/")
    repository = wanted.repository or ""
    address = f"{root}/api/models/{repository}/revision/main?blobs=true"
    try:
        answer = listed(address, patience)
    except ModelError as error:
        if any(f"answered {code}" in error.problem for code in (401, 403)):
            advice = "Its publisher wants readers to log in: fetch it by hand, and run: "
            raise ModelError(error.problem, advice=f"{advice}dragoman models import") from error
        raise
    files = answer.get("siblings") if isinstance(answer, dict) else None
    revision = str(answer.get("sha")) if isinstance(answer, dict) else ""
    if not isinstance(files, list) or not _REVISION.fullmatch(revision):
        raise ModelError(f"{address} gave no list of files")
    names = {str(file.get("rfilename")): file for file in files if isinstance(file, dict)}
    chosen = list(_chosen(names))
    if not chosen:
        raise _unusable(repository, names)
    parts = tuple(_part(root, repository, revision, name, names[name]) for name in chosen)
    return Shipment(_licensed(wanted, answer), revision[:12], parts)


def _chosen(names: Mapping[str, object]) -> Iterator[str]:
    """Yield the files at the top that are of use; none if there is no model."""
    top = [name for name in names if "/" not in name and "\\" not in name]
    if "model.bin" in top:
        model: tuple[str, ...] = _READY
    elif any(name.endswith(".npz") for name in top):
        model = _MARIAN
    else:
        return
    wanted = (*model, *_ALWAYS, *_PAPERS)
    yield from (name for name in top if any(fnmatchcase(name, each) for each in wanted))


def _unusable(repository: str, names: Mapping[str, object]) -> ModelError:
    problem = f"{repository} holds no model that CTranslate2 reads"
    if any(name.endswith((".safetensors", "pytorch_model.bin")) for name in names):
        advice = (
            "It is published for PyTorch. On a machine that has it, run: "
            f"ct2-transformers-converter --model {repository} --output_dir DIR "
            "--quantization int8 --copy_files source.spm target.spm; carry DIR here, and run: "
            "dragoman models import DIR"
        )
        return ModelError(problem, advice=advice)
    return ModelError(problem)


def _part(
    root: str, repository: str, revision: str, name: str, file: Mapping[str, Any]
) -> ShippedFile:
    lfs = file.get("lfs")
    large = lfs if isinstance(lfs, dict) else {}
    sha256 = large.get("sha256") or large.get("oid")
    size, blob = large.get("size", file.get("size")), file.get("blobId")
    return ShippedFile(
        name,
        f"{root}/{repository}/resolve/{revision}/{quote(name)}",
        size if isinstance(size, int) else None,
        sha256.removeprefix("sha256:") if isinstance(sha256, str) else None,
        blob if isinstance(blob, str) and sha256 is None else None,
    )


def _licensed(wanted: Offer, answer: Mapping[str, Any]) -> Offer:
    """Return the offer with the licence that the hub states, if it states one."""
    card = answer.get("cardData")
    stated = card.get("license") if isinstance(card, dict) else None
    if isinstance(stated, list):
        stated = " ".join(map(str, stated))
    if stated is None:
        tags = [str(tag) for tag in answer.get("tags") or ()]
        stated = next((tag[8:] for tag in tags if tag.startswith("license:")), None)
    if not isinstance(stated, str) or wanted.licence:
        return wanted
    return replace(wanted, licence=stated, commercial=allows_commerce(stated))


def allows_commerce(licence: str) -> bool | None:
    """Whether a licence allows commercial use; `None` where that is not known."""
    if NON_COMMERCIAL.search(licence):
        return False
    return True if COMMERCIAL.fullmatch(licence.replace(" ", "-")) else None
