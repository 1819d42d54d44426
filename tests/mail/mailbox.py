"""A small IMAP server for one mailbox: what lies in it, and what was marked as read."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

USER, PASSWORD = "img", "a secret"


@dataclass
class Mailbox:
    """Messages by their number; `is_refusing` lets nobody in."""

    messages: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    is_refusing: bool = False
    port: int = 0

    @property
    def url(self) -> str:
        return f"imap://{USER}:a%20secret@127.0.0.1:{self.port}"

    def put(self, data: bytes) -> int:
        number = max(self.messages, default=0) + 1
        self.messages[number] = data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        return number

    def answer(self, command: str) -> tuple[list[bytes], str]:
        """What the server says to a command: lines, and how it went."""
        if command.startswith("LOGIN"):
            return [], "NO" if self.is_refusing or f'"{PASSWORD}"' not in command else "OK"
        if command.startswith("SELECT"):
            return [b"* %d EXISTS" % len(self.messages)], "OK" if '"INBOX"' in command else "NO"
        if found := re.match(r"UID SEARCH UID (\d+):\* UNSEEN", command):
            # As servers do: a range beyond the last message means that one.
            first = min(int(found[1]), max(self.messages, default=1))
            new = [number for number in self.messages if number >= first and number not in self.seen]
            return [b"* SEARCH " + " ".join(map(str, new)).encode()], "OK"
        if found := re.match(r"UID FETCH (\d+) \(RFC822.SIZE\)", command):
            size = len(self.messages[int(found[1])])
            return [f"* {found[1]} FETCH (UID {found[1]} RFC822.SIZE {size})".encode()], "OK"
        if found := re.match(r"UID FETCH (\d+) \(BODY.PEEK\[\]\)", command):
            data = self.messages[int(found[1])]
            head = f"* {found[1]} FETCH (UID {found[1]} BODY[] {{{len(data)}}}\r\n".encode()
            return [head + data + b")"], "OK"
        if found := re.match(r"UID STORE (\d+) \+FLAGS.SILENT \(\\Seen\)", command):
            self.seen.add(int(found[1]))
            return [], "OK"
        known = {"CAPABILITY": [b"* CAPABILITY IMAP4rev1"], "LOGOUT": [b"* BYE"], "NOOP": []}
        return known.get(command, []), "OK" if command in known else "BAD"


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    box = Mailbox()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"* OK ready\r\n")
            while line := self.rfile.readline().decode().strip():
                tag, _space, command = line.partition(" ")
                lines, how = box.answer(command)
                for one in lines:
                    self.wfile.write(one + b"\r\n")
                self.wfile.write(f"{tag} {how} done\r\n".encode())
                if command == "LOGOUT":
                    return

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
    server.daemon_threads = True
    box.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield box
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
