"""Ask the server for a process, lend it the streams, and end as it ends."""

from __future__ import annotations

import json
import os
import socket
import sys

request = {"argv": sys.argv[2:], "folder": os.getcwd(), "environment": dict(os.environ)}  # noqa: PTH109
data = json.dumps(request).encode()
with socket.socket(socket.AF_UNIX) as server:
    server.connect(sys.argv[1])
    socket.send_fds(server, [len(data).to_bytes(8, "big")], [0, 1, 2])
    server.sendall(data)
    answer = server.recv(64)
code = int(answer or b"1")
if code < 0:
    os.kill(os.getpid(), -code)
sys.exit(code)
