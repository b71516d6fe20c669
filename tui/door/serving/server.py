"""textual-serve with a guard: this machine alone, and of it only who has the key.

A page of any site may open a connection to a port of this machine, and so may another user of it; the reader
runs commands. So who has not come by the printed address gets nothing, and nothing is loaded from elsewhere.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web
from textual_serve.server import Server

HOST = "127.0.0.1"
_FOLDER = Path(__file__).parent
_COOKIE = "sayso-key"
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval' 'sha256-{script}'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self' ws://{host}; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class GuardedServer(Server):
    """Serves a command on a port of this machine. ``address`` is what to open."""

    def __init__(self, command: str, port: int, say: Callable[[str], None]) -> None:
        super().__init__(command, HOST, port, "sayso", templates_path=str(_FOLDER))
        self._key = secrets.token_urlsafe(24)
        self._here = f"{HOST}:{port}"
        self._say = say
        page = (_FOLDER / "app_index.html").read_text(encoding="utf-8")
        script = page.partition("<script>")[2].partition("</script>")[0]
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        self._policy = _POLICY.format(host=self._here, script=digest)
        self.address = f"http://{self._here}/?key={self._key}"

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()

        @web.middleware
        async def guard(request: web.Request, handler: _Handler) -> web.StreamResponse:
            return await self._guard(request, handler)

        app.middlewares.append(guard)
        return app

    async def _guard(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Answer only who asks this machine by its number, from no other page, with the key."""
        if request.headers.get("Host") != self._here:
            raise web.HTTPForbidden(text="This address is not served.")
        if request.headers.get("Origin", f"http://{self._here}") != f"http://{self._here}":
            raise web.HTTPForbidden(text="Another page may not do this.")
        if request.path == "/ws" and "Origin" not in request.headers:
            raise web.HTTPForbidden(text="Another program may not do this.")
        if request.path == "/" and self._is_key(request.query.get("key", "")):
            # The key leaves the address, where histories would keep it.
            found = web.HTTPSeeOther("/")
            found.set_cookie(_COOKIE, self._key, httponly=True, samesite="Strict")
            raise found
        if not self._is_key(request.cookies.get(_COOKIE, "")):
            raise web.HTTPForbidden(text="Open the address that sayso serve printed: it holds the key.")
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = self._policy
            response.headers["X-Content-Type-Options"] = "nosniff"
            response.headers["Cache-Control"] = "no-store"
        return response

    def _is_key(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._key.encode())

    def serve_on(self, listening: socket.socket) -> None:
        """Answer on a socket that is bound to the port, until SIGINT or SIGTERM. Nothing is logged."""
        listening.listen()
        self._say(self.address)
        web.run_app(self._make_app(), sock=listening, print=None, access_log=None)

    async def on_startup(self, app: web.Application) -> None:
        """Without the banner."""
