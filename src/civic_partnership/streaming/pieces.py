"""Pieces of a stream: whole lines of a file, which are checked together."""

import gzip
import stat
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from attrs import frozen

from civic_partnership.storage import MAX_BYTES

SIZE = 256 * 1024
"""The number of bytes of a piece: some eighty documents."""

_GZIP = b"\x1f\x8b"


@frozen
class Piece:
    """The lines of a file that begin in some of its bytes.

    Attributes:
        file: the file.
        start: the first of the bytes.
        size: how many there are.
    """

    file: Path
    start: int
    size: int

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Yield each line with the place of its first byte; of a line that is too long only the beginning."""
        with self.file.open("rb") as file:
            if self.start:  # the line that begins before belongs to the piece before
                file.seek(self.start - 1)
                _skip_line(file)
            while (start := file.tell()) < self.start + self.size and (line := file.readline(MAX_BYTES + 1)):
                if len(line) > MAX_BYTES and not line.endswith(b"\n"):
                    _skip_line(file)
                yield start, line


def cut_file(file: Path) -> Iterator[Piece]:
    """Yield the pieces of a file that holds lines."""
    size = file.stat().st_size
    return (Piece(file, start, min(SIZE, size - start)) for start in range(0, size, SIZE))


def is_plain_file(file: Path) -> bool:
    """Tell whether a file is an ordinary one that is not compressed, so that its bytes can be read again."""
    if not stat.S_ISREG(file.stat().st_mode):
        return False
    with file.open("rb") as opened:
        return opened.read(len(_GZIP)) != _GZIP


def open_lines(file: Path) -> Iterator[bytes]:
    """Yield the lines of a compressed file, or of a pipe; of a line that is too long only the beginning.

    Raises:
        OSError: the file is damaged, or cannot be read.
    """
    with file.open("rb") as opened:
        is_compressed = opened.peek(len(_GZIP))[: len(_GZIP)] == _GZIP
        lines: Any = gzip.open(opened) if is_compressed else opened  # noqa: SIM115 - closed with the file
        try:
            while line := lines.readline(MAX_BYTES + 1):
                if len(line) > MAX_BYTES and not line.endswith(b"\n"):
                    _skip_line(lines)
                yield line
        except (EOFError, zlib.error) as error:
            raise OSError(str(error)) from None


def spool(lines: Iterable[str | bytes], file: Path) -> Iterator[Piece]:
    """Write lines into a file; yield each piece of it as soon as its lines are written."""
    start = size = 0
    with file.open("wb", buffering=SIZE) as out:
        for line in lines:
            data = line.encode(errors="surrogatepass") if isinstance(line, str) else bytes(line)
            size += out.write(data if data.endswith(b"\n") else data + b"\n")
            if size >= SIZE:
                out.flush()
                yield Piece(file, start, size)
                start, size = start + size, 0
        out.flush()
        if size:
            yield Piece(file, start, size)


def _skip_line(file: BinaryIO) -> None:
    while (part := file.readline(MAX_BYTES)) and not part.endswith(b"\n"):
        pass
