"""Public sources of models, as they answer, on the loopback interface."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.models.conftest import Answer, Handler, Site

REVISION = "0123456789abcdef0123456789abcdef01234567"
REPOSITORY = "quickmt/quickmt-en-fa"


def zstandard(data: bytes) -> bytes:
    """Pack data as a frame of Zstandard whose blocks hold it as it is."""
    frame = b"\x28\xb5\x2f\xfd" + b"\xa0" + len(data).to_bytes(4, "little")
    size = 1 << 17
    blocks = [data[start : start + size] for start in range(0, len(data), size)] or [b""]
    for number, block in enumerate(blocks):
        last = number == len(blocks) - 1
        frame += (len(block) << 3 | last).to_bytes(3, "little") + block
    return frame


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def ranged(body: bytes, **headers: Any) -> Answer:
    """Answer as a good server does, with a part of the body where one is asked for."""

    def answer(handler: Handler) -> None:
        wanted = handler.headers.get("Range")
        if wanted is None:
            handler.send(body, **headers)
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-"))
        if start >= len(body):
            handler.send(b"", status=416, Content_Range=f"bytes */{len(body)}")
            return
        span = f"bytes {start}-{len(body) - 1}/{len(body)}"
        handler.send(body[start:], status=206, Content_Range=span, **headers)

    return answer


def moved(url: str, **headers: Any) -> Answer:
    return lambda handler: handler.send(b"", status=302, Location=url, **headers)


def as_json(value: object) -> Answer:
    return lambda handler: handler.send(json.dumps(value).encode(), Content_Type="application/json")


def remote_settings(
    site: Site, folder: Path, direction: str = "en-pt", version: str = "3.0", size: str = "tiny"
) -> str:
    """Publish the files of a folder as Remote Settings does; return the records' address."""
    source, target = direction.split("-")
    kinds = {"model": "model", "vocab": "vocab", "lex": "lex"}
    records = []
    for file in sorted(folder.glob("*.*")):
        kind = kinds.get(file.name.split(".")[0])
        if kind is None:
            continue
        data = file.read_bytes()
        packed = zstandard(data)
        location = f"main-workspace/translations-models-v2/{sha256(file.name.encode())[:32]}.zst"
        site.answer(f"/attachments/{location}", ranged(packed, ETag='"abc"'))
        records.append(
            {
                "name": file.name,
                "schema": 1749570042331,
                "sourceLanguage": source,
                "targetLanguage": target,
                "architecture": size,
                "version": version,
                "fileType": kind,
                "attachment": {
                    "hash": sha256(packed),
                    "size": len(packed),
                    "filename": f"{file.name}.zst",
                    "location": location,
                    "mimetype": "application/zstd",
                },
                "filter_expression": "",
                "decompressedHash": sha256(data),
                "decompressedSize": len(data),
                "id": "f7d1325a-98ed-46e2-b1d5-daf681b3c4cd",
                "last_modified": 1749570505284,
            }
        )
    others = [dict(record, sourceLanguage="de") for record in records]
    root = {
        "project_name": "Remote Settings PROD",
        "url": f"{site.url}/v1/",
        "capabilities": {"attachments": {"base_url": f"{site.url}/attachments/"}},
    }
    site.answer("/v1/", as_json(root))
    path = "/v1/buckets/main/collections/translations-models-v2/records"
    return site.answer(path, as_json({"data": [*others, *records]}))


def registry(site: Site, folder: Path, direction: str = "en-pt") -> str:
    """Publish the files of a folder as the registry of Firefox's models does."""
    source, target = direction.split("-")
    keys = {"model": "model", "vocab": "vocab", "lex": "lexicalShortlist"}
    files: dict[str, object] = {}
    for file in sorted(folder.glob("*.*")):
        key = keys.get(file.name.split(".")[0])
        if key is None:
            continue
        data = file.read_bytes()
        path = f"models/{direction}/run_ByQcSxGX/exported/{file.name}.gz"
        site.answer(f"/bucket/{path}", ranged(gzip.compress(data, 1, mtime=0)))
        files[key] = {"path": path}
        if key == "model":
            files[key] = {
                "path": path,
                "uncompressedSize": len(data),
                "uncompressedHash": sha256(data),
            }
    entry = {
        "architecture": "tiny",
        "releaseStatus": "Release",
        "sourceLanguage": source,
        "targetLanguage": target,
        "files": files,
        "modelStatistics": {"parameters": 16_900_000},
        "metrics": {"flores200-plus": {"comet22": 0.8871}},
    }
    experiment = dict(entry, architecture="base", releaseStatus=None)
    answer = {
        "generated": "2026-07-24T00:44:29Z",
        "baseUrl": f"{site.url}/bucket",
        "models": {direction: [experiment, entry]},
    }
    return site.answer("/bucket/db/models.json", as_json(answer))


def hub(
    site: Site,
    files: Mapping[str, bytes],
    *,
    repository: str = REPOSITORY,
    licence: str = "cc-by-4.0",
    large: Callable[[str], bool] = lambda name: name.endswith((".bin", ".model", ".spm", ".npz")),
) -> str:
    """Publish files as the model hub does; return its address.

    Large files are kept by Git LFS, and a request for one is sent on to another address.
    """
    siblings: list[dict[str, object]] = []
    for name, data in files.items():
        entry: dict[str, object] = {"rfilename": name, "size": len(data)}
        git = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
        entry["blobId"] = git
        path = f"/{repository}/resolve/{REVISION}/{name}"
        commit = {"X_Repo_Commit": REVISION}
        if large(name):
            digest = sha256(data)
            entry["lfs"] = {"sha256": digest, "size": len(data), "pointerSize": 134}
            there = site.answer(f"/cdn/{digest}", ranged(data, ETag=f'"{digest}"'))
            linked = {"X_Linked_ETag": f'"{digest}"', "X_Linked_Size": str(len(data))}
            site.answer(path, moved(there, **commit, **linked))
        else:
            site.answer(path, ranged(data, ETag=f'"{git}"', **commit))
        siblings.append(entry)
    answer = {
        "_id": "6864f0c5",
        "id": repository,
        "modelId": repository,
        "private": False,
        "gated": False,
        "sha": REVISION,
        "tags": ["ctranslate2", "translation", f"license:{licence}"],
        "cardData": {"language": ["en", "fa"], "license": licence},
        "siblings": siblings,
    }
    site.answer(f"/api/models/{repository}/revision/main?blobs=true", as_json(answer))
    return site.url
