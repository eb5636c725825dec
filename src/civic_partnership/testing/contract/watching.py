"""What an exporter touches while it runs: files, sockets, processes, clock, chance and environment.

Two things listen. An audit hook hears what Python itself reports: whatever opens a file or a socket or
starts a process, be it done by C code. A profile function hears every call of a C function by Python code,
and so also what is not reported: the clock, chance, what a folder holds. What happens while something is
being imported is no exporter's doing.
"""

import gc
import os
import random
import sys
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import date
from functools import cache
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import pytest
from attrs import field, frozen

from civic_partnership import isolation

Touched = list[str]
"""What was touched, each with the line that did it."""

_REPORTED = (
    "builtins.input",
    "ctypes.dlopen",
    "fcntl.",
    "ftplib.",
    "glob.",
    "http.",
    "imaplib.",
    "mmap.",
    "msvcrt.",
    "os.",
    "pathlib.",
    "poplib.",
    "shutil.",
    "smtplib.",
    "socket.",
    "sqlite3.connect",
    "subprocess.",
    "syslog.",
    "tempfile.",
    "urllib.",
    "webbrowser.",
    "winreg.",
)
"""Events of the audit hook, beside `open`."""

_SYSTEM = ("posix", "nt", "_locale")
"""Modules of which every function asks the system, but for these."""
_HARMLESS = {"fspath", "_path_normpath", "_path_splitroot", "_path_splitroot_ex"}
_CLOCK = {
    "clock_gettime",
    "clock_gettime_ns",
    "ctime",
    "localtime",
    "mktime",
    "monotonic",
    "monotonic_ns",
    "perf_counter",
    "perf_counter_ns",
    "process_time",
    "process_time_ns",
    "sleep",
    "thread_time",
    "thread_time_ns",
    "time",
    "time_ns",
    "tzset",
}
_NOW = {"now", "today", "utcnow"}
_CHANCE = random.random.__self__  # type: ignore[attr-defined] # what `random.random` is a method of
_ENVIRONMENT = {
    getattr(type(os.environ), name).__code__: "os.environ" for name in ("__getitem__", "__iter__", "__len__")
}
_WITHOUT_A_TIME = {"gmtime": 1, "strftime": 2, "asctime": 1}
"""Functions of `time` that ask the clock only where they are called with fewer arguments than this."""

_listening: ContextVar[Callable[[str, FrameType], None] | None] = ContextVar("_listening", default=None)


@frozen
class Listener:
    """Notes what is touched.

    Attributes:
        base: the frame below all that counts.
        home: a folder whose code is the exporter's own.
        found: what was touched so far.

    """

    base: FrameType
    home: Path
    found: Touched = field(factory=list)

    def note(self, what: str, frame: FrameType) -> None:
        """Note something, unless it happens within an import, or is done to put back what was changed."""
        is_hosts = frame.f_code.co_filename == isolation.__file__
        if not is_hosts and not _is_importing(frame, self.base):
            self.found.append(f"{what} ({_line(frame, self.base, self.home)})")

    def called(self, frame: FrameType, event: str, function: Any) -> None:
        """Note a call, where it asks for something."""
        if what := asked_of(event, frame, function):
            self.note(what, frame)


def touched(run: Callable[[], object], home: Path) -> Touched:
    """What is touched while something runs, each with the line that did it.

    Args:
        run: what is run.
        home: a folder whose code is the exporter's own: the line that is told lies there if one does.

    """
    listener = Listener(sys._getframe(), home)  # noqa: SLF001 - the way to the frame of this call
    _hook()
    before, collects = sys.getprofile(), gc.isenabled()
    token = _listening.set(listener.note)
    gc.disable()  # whoever measures garbage collection asks for the time whenever it happens
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name, least in _WITHOUT_A_TIME.items():
                patch.setattr(time, name, _noting(listener.note, name, least))
            sys.setprofile(listener.called)
            try:
                run()
            finally:
                sys.setprofile(before if callable(before) else None)  # a profiler in C cannot be put back
    finally:
        _listening.reset(token)
        (gc.enable if collects else gc.disable)()
    return listener.found


def asked_of(event: str, frame: FrameType, function: Any) -> str:
    """What a call asks of the clock, of chance or of the system; empty for any other call."""
    if event == "call":
        return _ENVIRONMENT.get(frame.f_code, "")
    if event != "c_call":
        return ""
    owner, name = getattr(function, "__self__", None), function.__name__
    if isinstance(owner, ModuleType):
        home = owner.__name__
        asks = (home == "time" and name in _CLOCK) or (home in _SYSTEM and name not in _HARMLESS)
        return f"{'os' if home in ('posix', 'nt') else home.lstrip('_')}.{name}" if asks else ""
    if owner is _CHANCE:
        return f"random.{name}"
    if isinstance(owner, type) and issubclass(owner, date) and name in _NOW:
        return f"{owner.__name__}.{name}"
    return ""


def heard(event: str, arguments: tuple[Any, ...], *, listening: Any = _listening.get) -> None:
    """Note an event of the audit hook, where something listens and it is one that counts.

    It holds what it asks first, for it hears events even when Python ends and its module is empty.
    """
    note = listening()
    if note is None or not (event == "open" or event.startswith(_REPORTED)):
        return
    if event == "sqlite3.connect" and arguments == (":memory:",):
        return
    shown = f"{arguments[0]!r:.80}" if arguments else ""
    note(f"{event}({shown})", sys._getframe(1))  # noqa: SLF001 - where it happened


@cache
def _hook() -> None:
    """Listen to what Python reports, from now on: a hook cannot be taken away."""
    sys.addaudithook(heard)


def _noting(note: Callable[[str, FrameType], None], name: str, least: int) -> Callable[..., Any]:
    """A function of `time` that notes when it asks the clock."""
    function = getattr(time, name)

    def noting(*arguments: Any) -> Any:
        if len(arguments) < least:
            note(f"time.{name}", sys._getframe(1))  # noqa: SLF001 - where it is called
        return function(*arguments)

    return noting


def _above(frame: FrameType, base: FrameType) -> list[FrameType]:
    """A frame and those that led to it, as far as a base."""
    frames = []
    at: FrameType | None = frame
    while at is not None and at is not base:
        frames.append(at)
        at = at.f_back
    return frames


def _is_importing(frame: FrameType, base: FrameType) -> bool:
    return any(each.f_code.co_filename.startswith("<frozen importlib") for each in _above(frame, base))


def _line(frame: FrameType, base: FrameType, home: Path) -> str:
    """The line of the exporter's own code that led to a frame, else the nearest that can be looked up."""
    own = (each for each in _above(frame, base) if Path(each.f_code.co_filename).is_relative_to(home))
    readable = (each for each in _above(frame, base) if not each.f_code.co_filename.startswith("<"))
    at = next(own, None) or next(readable, frame)
    return f"{at.f_code.co_filename}:{at.f_lineno}"
