#!/usr/bin/env python3
"""lighttpd's mod_magnet, which is linked to liblua5.4.so.0, serves requests through scripts on ours.

    lighttpd.py --library build/liblua      folder that LD_LIBRARY_PATH gets

The server is the installed one, unmodified, with a configuration of its own on a loopback port.
"""
import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

SKIPPED = 1 if os.environ.get("ORRERY_NO_SKIPS") else 77
SERVER = "/usr/sbin/lighttpd"
MODULE = "/usr/lib/lighttpd/mod_magnet.so"

CONFIGURATION = """
server.document-root = "{folder}/www"
server.bind = "127.0.0.1"
server.port = {port}
server.modules = ("mod_magnet")
server.errorlog = "{folder}/error.log"
magnet.attract-physical-path-to = ("{folder}/page.lua")
"""

# Each request has globals of its own; what hangs on `package` stays with the State.
PAGE = r"""
local r = lighty.r
if r.req_attr["uri.path"] == "/missing" then return 404 end
if r.req_attr["uri.path"] == "/fails" then error("as it should") end
if r.req_attr["uri.path"] == "/static.txt" then return end
own_global = (own_global or 0) + 1
assert(own_global == 1)
local kept = package.loaded
kept.requests = (kept.requests or 0) + 1
local words = {}
for word in (r.req_attr["uri.query"] or ""):gmatch("[^+]+") do words[#words + 1] = word:upper() end
table.sort(words)
local found = {}
for name, value in pairs(r.req_header) do
    if name:lower() == "x-test" then found[#found + 1] = value end
end
r.resp_header["X-Answer"] = tostring(6 * 7)
r.resp_body:set({ table.concat(words, ","), "|", found[1] or "none", "|", tostring(kept.requests) })
return 200
"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def get(port, path, **headers):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), error.headers


def wait_until_open(port, server):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.05)
    raise AssertionError("the server did not start")


def libraries_of(process):
    """The files named liblua that are mapped into the process."""
    with open(f"/proc/{process.pid}/maps", encoding="utf-8") as maps:
        return set(re.findall(r"\S*/liblua5\.4[^\s]*", maps.read()))


def check(port, server, library):
    status, body, headers = get(port, "/page?pear+apple+fig", **{"X-Test": "yes"})
    assert (status, body, headers["X-Answer"]) == (200, "APPLE,FIG,PEAR|yes|1", "42"), (status, body)
    for n in range(2, 200):
        status, body, _ = get(port, f"/page?{n}")
        assert (status, body) == (200, f"{n}|none|{n}"), (status, body)
    assert get(port, "/missing")[0] == 404
    assert get(port, "/fails")[0] == 500
    assert get(port, "/static.txt")[:2] == (200, "from the file\n")
    assert get(port, "/page?still")[0] == 200
    mapped = libraries_of(server)
    assert mapped and all(path.startswith(library) for path in mapped), mapped


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", required=True)
    parser.add_argument("--server", default=SERVER)
    options = parser.parse_args()
    library = os.path.realpath(options.library)
    if not os.path.exists(options.server) or not os.path.exists(MODULE):
        print("skipped: lighttpd with mod_magnet is not installed")
        return SKIPPED
    folder = tempfile.mkdtemp(prefix="orrery-lighttpd-")
    port = free_port()
    os.mkdir(os.path.join(folder, "www"))
    for name, text in (("www/static.txt", "from the file\n"), ("page.lua", PAGE),
                       ("www/page", ""), ("www/missing", ""), ("www/fails", ""),
                       ("server.conf", CONFIGURATION.format(folder=folder, port=port))):
        with open(os.path.join(folder, name), "w", encoding="ascii") as file:
            file.write(text)
    server = subprocess.Popen([options.server, "-D", "-f", os.path.join(folder, "server.conf")],
                              env={**os.environ, "LD_LIBRARY_PATH": library})
    try:
        wait_until_open(port, server)
        check(port, server, library)
        server.terminate()
        code = server.wait(60)
        assert code in (0, 1), f"the server ended with {code}"  # 1: some connection was open
        print("lighttpd served 203 requests")
    finally:
        if server.poll() is None:
            server.kill()
        log = os.path.join(folder, "error.log")
        if sys.exc_info()[0] is not None and os.path.exists(log):
            with open(log, encoding="utf-8") as file:
                print(file.read())
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
