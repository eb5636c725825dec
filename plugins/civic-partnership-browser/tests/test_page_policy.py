"""What the page would have to do to send something, and that the browser refuses it."""

import contextlib
import select
import socket
from pathlib import Path
from typing import Any

import pytest
from page_driver import OpenPage

import civic_partnership_browser

pytestmark = pytest.mark.enable_socket

_IN_A_WORKER = """
new Worker(URL.createObjectURL(new Blob([`fetch("${address}").catch(() => null)`])))
"""
WAYS = {
    "fetch": "fetch(address).catch(() => null)",
    "a beacon": "navigator.sendBeacon(address, 'x')",
    "a socket": "new WebSocket(address.replace('http', 'ws'))",
    "a picture": "new Image().src = address",
    "a picture of a style": "document.body.style.backgroundImage = `url(${address})`",
    "a font": "new FontFace('f', `url(${address})`).load().catch(() => null)",
    "a frame": "document.body.append(Object.assign(document.createElement('iframe'), { src: address }))",
    "a script": "document.body.append(Object.assign(document.createElement('script'), { src: address }))",
    "a link that is fetched early": (
        "document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: address }))"
    ),
    "a form": (
        "const form = document.createElement('form'); form.action = address; document.body.append(form); form.submit()"
    ),
    "a worker": _IN_A_WORKER,
}


def send(page: Any, way: str) -> bool:
    """Try a way to send something to a server on this machine; tell whether anything has come.

    Chromium may open a connection before it asks the policy, over which nothing is sent.
    """
    with contextlib.ExitStack() as open_sockets:
        server = open_sockets.enter_context(socket.create_server(("127.0.0.1", 0)))
        waiting = [server]
        page.evaluate(f"(address) => {{ {WAYS[way]}; }}", f"http://127.0.0.1:{server.getsockname()[1]}/")
        while ready := select.select(waiting, [], [], 1)[0]:
            if server not in ready:
                return any([each.recv(1) for each in ready])
            waiting.append(open_sockets.enter_context(server.accept()[0]))
        return False


@pytest.mark.parametrize("way", WAYS)
def test_the_browser_refuses_to_send(browser: Any, page_file: Path, way: str, tmp_path: Path) -> None:
    """A page without the policy does send it, in the same browser, with the network on."""
    (tmp_path / "free.html").write_text("<!doctype html><html><head></head><body></body></html>")
    context = browser.new_context()
    free, page = context.new_page(), context.new_page()
    free.goto((tmp_path / "free.html").as_uri())
    page.goto(page_file.as_uri(), wait_until="commit")
    page.wait_for_selector("#choose-files")
    assert send(free, way)
    assert not send(page, way)
    context.close()


def test_the_page_leads_nowhere(opened: OpenPage) -> None:
    """Its only link is to itself in the other language, and nothing in its scripts opens another address."""
    links = opened.page.evaluate("[...document.links].map((link) => link.href.split('#')[0])")
    assert [opened.page.url.partition("#")[0]] == links
    scripts = (Path(civic_partnership_browser.__file__).parent / "web").glob("*.js")
    text = "".join(path.read_text(encoding="utf-8") for path in scripts)
    assert not [
        each
        for each in ("http:", "https:", "window.open", "location.", "target:")
        if each in text.replace("location.hash", "")
    ]
