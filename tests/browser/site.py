"""Another site: a server of its own on `localhost`. For a browser that is not the site of 127.0.0.1, where the chat is."""

from __future__ import annotations

import http.server
import threading

BLANK = "<!doctype html><html lang=en><title>Somebody else's page</title><h1>Somebody else's page</h1></html>"


class Site:
    """Serves one page, which may be changed, with the headers that are set."""

    def __init__(self) -> None:
        self.page, self.headers = BLANK, {}
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200 if self.path == "/" else 204)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **site.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                if self.path == "/":
                    self.wfile.write(site.page.encode())

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://localhost:{self._server.server_port}"
        self.address = f"{self.origin}/"

    def __enter__(self) -> Site:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
