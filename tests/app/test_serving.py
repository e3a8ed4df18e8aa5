"""Who is served what: addresses, origins, headers, limits; nothing needs a browser."""

import http.client
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ripple_sim import RippleError, cli
from ripple_sim.app.browser_files import PINS, SHIPPED, finished, pin_of, pins, trouble
from ripple_sim.app.server.guard import safe, same_origin, well_formed
from ripple_sim.app.server.settings import Settings
from ripple_sim.app.vendoring import _check

from .watching import Server

browsers_worker = pytest.mark.xdist_group("browser")


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    text: str


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> Answer:
    host = server.address.split("/")[2]
    asked = http.client.HTTPConnection(host, timeout=60)
    with closing(asked):
        asked.request(method, path, headers={"Host": host, "Connection": "close", **headers})
        with closing(asked.getresponse()) as answer:
            text = answer.read().decode("utf-8", "replace")
            return Answer(answer.status, answer.headers, text)


@browsers_worker
def test_every_answer_keeps_other_sites_out(server: Server) -> None:
    answer = ask(server, "/")
    assert answer.status == 200
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert answer.headers["server"] is None
    assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//""", answer.text)


@browsers_worker
@pytest.mark.parametrize(
    ("path", "method", "headers", "status"),
    [
        ("/healthz", "GET", {}, 200),
        ("/", "GET", {"Host": "evil.example"}, 400),
        ("/resourcez", "GET", {}, 404),
        ("/nowhere", "GET", {}, 404),
        ("/static/public/../../server/guard.py", "GET", {}, 404),
        ("/static/public/%2e%2e/%2e%2e/server/guard.py", "GET", {}, 404),
        ("/_solara/api/close/some?session_id=x", "POST", {}, 403),
        ("/_solara/api/close/some?session_id=x", "POST", {"Origin": "http://evil.example"}, 403),
        ("/_solara/cdn/vue@3/dist/vue.js", "GET", {}, 404),
        ("/_solara/api/close/some?session_id=x", "POST", {"Origin": "http://["}, 403),
        ("/", "GET", {"Host": "["}, 400),
        ("/", "GET", {"Host": "127.0.0.1:http"}, 400),
        ("/", "GET", {"Referer": "http://["}, 200),
        ("/", "GET", {"X-Forwarded-Proto": "gopher", "X-Forwarded-Host": "["}, 200),
    ],
)
def test_what_is_refused(server: Server, path: str, method: str, headers: dict, status: int) -> None:
    assert ask(server, path, method, **headers).status == status


@browsers_worker
@pytest.mark.parametrize("origin", [None, "http://evil.example", "null"])
def test_a_connection_is_opened_by_the_page_alone(server: Server, origin: str | None) -> None:
    key = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    if origin:
        key["Origin"] = origin
    path = "/jupyter/api/kernels/a/channels?session_id=b"
    assert ask(server, path, **key).status == 403


@browsers_worker
def test_third_party_files_are_served_from_here(server: Server) -> None:
    page = ask(server, "/").text
    for name in ("@widgetti/solara-vuetify3-app", "requirejs"):
        folder = pin_of(name).folder
        assert f"/static/public/cdn/{folder}/" in page, "the page asks for another version"
    echarts = f"/static/public/cdn/{pin_of('echarts').folder}/dist/echarts.min.js"
    assert ask(server, echarts).status == 200


@browsers_worker
def test_closing_what_is_not_there_is_no_error(server: Server) -> None:
    mine = {"Origin": server.address}
    for path in ("/_solara/api/close/some", "/_solara/api/close/%00?session_id=%ff"):
        assert ask(server, path, "POST", **mine).status == 200


def test_the_same_origin() -> None:
    host = (b"host", b"127.0.0.1:8765")
    assert same_origin([host, (b"origin", b"http://127.0.0.1:8765")])
    others = (b"http://127.0.0.1:8766", b"http://localhost:8765", b"null", b"", b"http://[", b"\xff")
    for origin in others:
        assert not same_origin([host, (b"origin", origin)])
    assert not same_origin([host])


VALUES = st.one_of(
    st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f")),
    st.sampled_from(["http://[", "[", "[::1", "http://[::1]:x", "//", ":", "a:99999", "%00", "\xff"]),
    st.from_regex(r"https?://[\[\]:0-9a-f@./%]{0,20}", fullmatch=True),
).map(lambda text: text.strip().encode("latin-1"))
NAMES = st.sampled_from(
    [
        b"Origin",
        b"Host",
        b"Referer",
        b"X-Forwarded-For",
        b"X-Forwarded-Proto",
        b"X-Forwarded-Host",
        b"Script-Name",
        b"Cookie",
        b"Accept-Encoding",
        b"If-None-Match",
        b"Range",
        b"Forwarded",
    ]
)
FIELDS = st.lists(st.tuples(NAMES, VALUES), max_size=6)


@given(FIELDS)
def test_no_header_breaks_the_guard(fields) -> None:
    held = [(name.lower(), value) for name, value in fields]
    assert same_origin(held) in (True, False)
    assert well_formed(held) in (True, False)
    assert set(safe(held)) <= set(held)


@browsers_worker
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    FIELDS,
    st.sampled_from(["GET", "POST", "HEAD"]),
    st.sampled_from(["/", "/static/public/x", "/_solara/api/close/a", "/jupyter/api/kernels/a/b"])
    | st.text(max_size=30).map(lambda text: "/" + quote(text))
    | st.text("%/.?&=0aF", max_size=30).map("/".__add__),
)
def test_no_header_or_path_breaks_the_server(server: Server, fields, method, path) -> None:
    host = server.address.split("/")[2]
    name, port = host.split(":")
    held = fields if any(one[0] == b"Host" for one in fields) else [(b"Host", host.encode()), *fields]
    lines = [f"{method} {path} HTTP/1.1".encode(), *(b": ".join(one) for one in held)]
    with socket.create_connection((name, int(port)), timeout=60) as asked:
        asked.sendall(b"\r\n".join([*lines, b"Connection: close", b"", b""]))
        status = asked.recv(12)
    assert status.startswith(b"HTTP/1.1 "), status
    assert status[9:10] in b"234", (status, held, path)


def test_settings_say_who_may_ask() -> None:
    assert Settings().address == "http://127.0.0.1:8765/"
    assert "evil.example" not in Settings().allowed_hosts
    behind = Settings(host="0.0.0.0", root_path="/sim", names=("sim.example.org",))
    assert "sim.example.org" in behind.allowed_hosts
    assert "0.0.0.0" not in behind.allowed_hosts
    for wrong in ("sim", "/sim/", "/a b", "/<script>"):
        with pytest.raises(RippleError, match="root path"):
            Settings(root_path=wrong)
    for wrong in ("", " "):  # the system would take it for every address
        with pytest.raises(RippleError, match="the host is empty"):
            Settings(host=wrong)
    for wrong in ("localhost", "10.0.0.1/8", "*", ""):
        with pytest.raises(RippleError, match="the proxy is"):
            Settings(proxies=(wrong,))


@pytest.mark.parametrize(
    ("host", "names", "says"),
    [
        ("127.0.0.1", (), None),
        ("127.0.0.2", (), None),
        ("::1", (), None),
        ("localhost", (), None),
        ("0.0.0.0", (), "It answers others only once you give the name"),
        ("::", (), "It answers others only once you give the name"),
        ("0.0.0.0", ("sim.example.org",), "reverse proxy with a login"),
        ("192.168.1.20", (), "reverse proxy with a login"),
        ("my-machine", (), "reverse proxy with a login"),
    ],
)
def test_it_is_said_who_else_can_see_the_page(host: str, names: tuple, says: str | None) -> None:
    warning = Settings(host=host, names=names).warning
    if says is None:
        assert warning is None
    else:
        assert warning is not None
        assert "everybody who can reach this machine over the network at port 8765" in warning
        assert says in warning


# ------------------------------------------------------------------------------ the command


def test_the_command_warns_before_it_opens_the_page_to_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ripple_sim.app.server.application.listen", lambda settings: None)
    monkeypatch.setattr("ripple_sim.app.server.application.serve", lambda *given: None)
    for more, warned in ((["--host", "0.0.0.0"], True), ([], False)):
        monkeypatch.setattr(sys, "argv", ["ripple", "app", "--no-browser", *more])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code in (0, None)
        assert ("ripple: warning: with --host 0.0.0.0" in capsys.readouterr().err) is warned


def test_a_port_that_is_taken_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr(sys, "argv", ["ripple", "app", "--no-browser", "--port", str(port)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith(f"ripple: port {port} is taken by another program; ")
    assert said.count("\n") == 1


def test_a_missing_package_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("ripple_sim.cli.doctor.PAGE_PACKAGES", ("solara", "not_there_at_all"))
    monkeypatch.setattr(sys, "argv", ["ripple", "app"])
    with pytest.raises(SystemExit):
        cli.main()
    said = capsys.readouterr().err
    assert said.startswith("ripple: the page can't open: packages it needs aren't installed ")
    assert "(not_there_at_all); pip install 'ripple_sim[app]' brings them." in said


def test_the_doctor_says_whether_the_page_can_open(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["ripple", "doctor"])
    for changed, says in (("", "ready: 'ripple app' opens it"), ("x", "can't be read")):
        if changed:
            monkeypatch.setattr("ripple_sim.app.browser_files.trouble", lambda: "x can't be read")
        with pytest.raises(SystemExit):
            cli.main()
        assert says in " ".join(capsys.readouterr().out.split())


# ------------------------------------------------------------------------------ third-party files


def test_the_files_fetched_are_whole() -> None:
    assert finished()
    assert trouble() is None


def test_a_changed_or_missing_file_is_named(tmp_path: Path) -> None:
    assert trouble(tmp_path) == "they were never fetched"
    place = tmp_path / "cdn"
    shutil.copytree(SHIPPED, place)
    path = place / pin_of("requirejs").folder / "require.js"
    path.write_text("altered")
    assert trouble(place) == f"{path.relative_to(place)} was changed"
    path.unlink()
    assert trouble(place) == f"{path.relative_to(place)} can't be read"


def test_another_archive_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "some.tgz"
    archive.write_bytes(b"something else")
    with pytest.raises(RippleError, match="is not the file that was pinned"):
        _check(pins()[0], archive)


def test_the_pins_are_those_that_solara_asks_for() -> None:
    template = Path(find_spec("solara").origin).parent
    text = (template / "server" / "templates" / "solara.html.j2").read_text(encoding="utf-8")
    for name in ("@widgetti/solara-vuetify3-app", "requirejs"):
        assert f"/{pin_of(name).folder}/" in text
    held = tomllib.loads(PINS.read_text(encoding="utf-8"))["package"]
    assert all(entry["integrity"].startswith("sha512-") for entry in held)


def test_nothing_of_the_page_is_loaded_for_other_commands() -> None:
    script = (
        "import sys; from ripple_sim.cli import main; sys.argv = ['ripple', 'levers']\n"
        "try: main()\n"
        "finally: print([n for n in ('solara', 'starlette', 'babel') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
