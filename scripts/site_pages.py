"""Pages of the site that are made when it is built: the README, what changed, the reference.

A hook of MkDocs. They stand in the repository where people look for them, so the site takes them
from there; links are turned so that they work in both places.
"""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

from mkdocs.structure.files import File

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"index.md": "README.md", "changelog.md": "CHANGELOG.md", "contributing.md": "CONTRIBUTING.md"}
_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\((?P<target>[^)#\s]+)(?P<anchor>#[^)]*)?\)")
_FRAME_WORKER = re.compile(r"https:[^\"' ]+/iframe-worker/shim")
_PAGE_OF = {source: page for page, source in PAGES.items()}


def on_files(files, config):
    """Add the pages that aren't kept in docs/."""
    for page, source in PAGES.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        files.append(File.generated(config, page, content=_LINK.sub(_turned, text)))
    for path in sorted((ROOT / "docs" / "notebooks").glob("*.ipynb")):
        content = notebook(json.loads(path.read_text(encoding="utf-8")))
        files.append(File.generated(config, f"notebooks/{path.stem}.md", content=content))
    files.append(File.generated(config, "reference.md", content=reference()))
    return files


def on_page_markdown(markdown, page, config, files):
    """Turn links to files that are outside the site into plain names."""
    return _LINK.sub(lambda link: _within(link, files), markdown)


def on_post_page(output, page, config):
    """Take the script for search in files from this site; the theme would ask the network."""
    return _FRAME_WORKER.sub("assets/worker_in_a_file.js", output)


def on_post_template(output_content, template_name, config):
    """Do the same on the page that tells of a missing one."""
    return _FRAME_WORKER.sub("assets/worker_in_a_file.js", output_content)


def notebook(book: dict) -> str:
    """Return a notebook as a page: its texts, and its code as printed."""
    shown = []
    for cell in book["cells"]:
        text = "".join(cell["source"])
        shown.append(text if cell["cell_type"] == "markdown" else f"```python\n{text}\n```")
    return "\n\n".join(shown)


def reference() -> str:
    """Return the page with everything that ``import ripple_sim as rs`` offers, by name."""
    lines = [
        "# Python reference",
        "",
        "Everything that `import ripple_sim as rs` offers. Studies first, then what they return.",
    ]
    homes = _homes()
    functions = sorted(name for name in homes if name[0].islower())
    classes = sorted(name for name in homes if name[0].isupper())
    for title, names in (("Functions", functions), ("Classes", classes)):
        lines += ["", f"## {title}", ""]
        for name in names:
            lines += [f"::: {homes[name]}.{name}", "    options:", "      heading_level: 3", ""]
    return "\n".join(lines)


def _homes() -> dict[str, str]:
    """Return the module of every public name, read from the package without importing it."""
    tree = ast.parse((ROOT / "ripple_sim" / "__init__.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "_HOME":
            return {k: f"ripple_sim.{v}" for k, v in ast.literal_eval(node.value).items()}
    raise LookupError("ripple_sim/__init__.py has no table of public names")


def _turned(link: re.Match[str]) -> str:
    """Return a link of a page from above docs/ as it stands inside."""
    target = link["target"]
    inside = _PAGE_OF.get(target, target.removeprefix("docs/"))
    return f"[{link['text']}]({inside}{link['anchor'] or ''})"


def _within(link: re.Match[str], files) -> str:
    """Return a link if it leads to a page of the site or into the web, else its words."""
    target = link["target"]
    if "://" in target or target.startswith("mailto:"):
        return link[0]
    inside = _PAGE_OF.get(target.removeprefix("../"), target)
    if files.get_file_from_path(inside) is not None:
        return f"[{link['text']}]({inside}{link['anchor'] or ''})"
    shown = target.removeprefix("../")
    return link["text"] if shown in link["text"] else f"{link['text']} (`{shown}`)"
