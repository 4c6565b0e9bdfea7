"""A small HTTP server that keeps what it is asked, and answers what it is told to."""

import base64
import http.server
import json
import threading
import urllib.parse


class Asked:
    """One request, as it came."""

    def __init__(self, handler, body):
        self.method, self.target, self.headers, self.body = handler.command, handler.path, handler.headers, body
        self.path, _, self.query_text = handler.path.partition("?")
        self.query = dict(urllib.parse.parse_qsl(self.query_text, keep_blank_values=True))

    @property
    def form(self):
        return dict(urllib.parse.parse_qsl(self.body.decode(), keep_blank_values=True))

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def basic(self):
        scheme, _, text = (self.headers["Authorization"] or "").partition(" ")
        return base64.b64decode(text).decode() if scheme == "Basic" else None


class Recorder:
    """`with Recorder(ANSWER) as recorder:`; ANSWER takes what was asked and gives status and JSON."""

    def __init__(self, answer):
        self.asked = []
        recorder = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                body = self.rfile.read(int(self.headers["Content-Length"] or 0))
                asked = Asked(self, body)
                recorder.asked.append(asked)
                status, answer_body = answer(asked)
                text = json.dumps(answer_body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_POST = do_PATCH = do_PUT = do_GET

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def of(self, word):
        """What was asked of paths with that word in them, oldest first."""
        return [asked for asked in list(self.asked) if word in asked.path]
