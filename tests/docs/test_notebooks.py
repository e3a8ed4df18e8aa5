"""The three notebooks run from top to bottom, with small studies unless ``--whole`` is given."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
SMALL = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from tests.docs.small_studies import small_studies
small = small_studies()
small.__enter__()
"""


def test_there_is_one_for_each_reader():
    assert [path.stem for path in NOTEBOOKS] == ["analyst", "modeller", "teacher"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_outputs_and_listed(path):
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    assert all(not cell.get("outputs") and not cell.get("execution_count") for cell in book.cells)
    assert f"docs/notebooks/{path.name}" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"notebooks/{path.stem}.md" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of Jupyter's own event loop
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom(path, tmp_path, request):
    book = nbformat.read(path, as_version=4)
    if not request.config.getoption("--whole"):
        book.cells.insert(0, nbformat.v4.new_code_cell(SMALL))
    client = NotebookClient(book, timeout=1800, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
