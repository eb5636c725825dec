"""The page in one file: its HTML, style and scripts, and in it all parts and Python packages."""

import base64
import gzip
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

from civic_partnership.errors import PathError
from civic_partnership.exporting import fixed_zip
from civic_partnership.files import (
    path_error,
    refuse_dead_link,
    replace_file,
    resolve_target,
    system_path_error,
)
from civic_partnership.values import Label

from .packed_packages import collect_packages

_WEB = Path(__file__).parent / "web"
_PARTS = Path(__file__).parent / "parts"
_PACKAGES = "packages.zip"

_GENERATOR = '<meta name="generator" content="civic-partnership-browser">'
"""What tells a page that this program wrote."""
_FOREIGN = Label(
    "der ligger noget, som programmet ikke har skrevet. Vælg et nyt navn",
    "something that the program did not write is there. Choose a new name",
)
_STYLE = re.compile(r'<link rel="stylesheet" href="([a-z_.]+)">')
_SCRIPT = re.compile(r'<script src="([a-z_.]+)"></script>')


def make_page(plugins: Iterable[str] = ()) -> bytes:
    """Return the page; the same packages give the same bytes.

    Args:
        plugins: the distributions of further plugins that come along.

    Raises:
        PathError: the parts of the page are not there.
        PluginError: a plugin is not installed, or cannot run in a browser.
    """
    parts = _read_parts()
    files = _read_zip(parts[_PACKAGES])
    files.update(collect_packages(plugins, files))
    parts[_PACKAGES] = gzip.compress(_pack(files), 9, mtime=0)
    payload = [_hold("worker.js", (_WEB / "worker.js").read_bytes())]
    payload += [_hold(name, data) for name, data in parts.items()]
    html = _read_web("page.html")
    html = _STYLE.sub(lambda match: f"<style>{_read_web(match[1])}</style>", html)
    scripts = [_read_web(name) for name in _SCRIPT.findall(html)]
    html = _SCRIPT.sub(lambda match: f"<script>{_read_web(match[1])}</script>", html)
    html = html.replace("{{csp}}", _make_policy(scripts))
    html = html.replace("<head>", f"<head>\n{_GENERATOR}", 1)
    return html.replace("{{payload}}", "\n".join(payload)).encode()


def write_page(path: Path, page: bytes) -> None:
    """Write a page into a new file, or over an earlier page.

    Raises:
        PathError: something else is there, or it cannot be written.
    """
    try:
        target = resolve_target(path)
        refuse_dead_link(path)
        if target.exists() and not _is_page(target):
            raise path_error(path, _FOREIGN)
        replace_file(target, page)
    except OSError as error:
        raise system_path_error(path, error) from None


def _is_page(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return _GENERATOR.encode() in file.read(1000)


def _read_parts() -> dict[str, bytes]:
    parts = {path.stem: path.read_bytes() for path in sorted(_PARTS.glob("*.gz"))}
    if _PACKAGES not in parts:
        raise PathError(
            "Sidens dele mangler. Installér civic-partnership-browser igen, mens der er netforbindelse.",
            "The parts of the page are missing. Install civic-partnership-browser again, with a network.",
        )
    return parts


def _read_zip(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(gzip.decompress(packed))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pack(files: dict[str, bytes]) -> bytes:
    """Return a zip without a clock, not compressed: it is compressed as a whole, which makes it smaller."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return fixed_zip(out.getvalue())


def _hold(name: str, data: bytes) -> str:
    """Return a block of the page that holds bytes and does nothing."""
    return f'<script type="text/plain" data-part="{name}">{base64.b64encode(data).decode()}</script>'


def _read_web(name: str) -> str:
    return (_WEB / name).read_text(encoding="utf-8")


def _make_policy(scripts: Iterable[str]) -> str:
    """Return a Content-Security-Policy that allows these scripts, styles, the worker, and no network at all.

    Styles are not told by their digests, because the report that the page shows inherits the policy.
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(_digest, scripts))} 'wasm-unsafe-eval' blob:",
            "style-src 'unsafe-inline'",
            "worker-src blob:",
            "img-src data:",
            "base-uri about:",
            "form-action 'none'",
        ]
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
