"""A result as a notebook shows it: words, a picture and a table."""

from __future__ import annotations

import base64
import io
from html import escape
from typing import TYPE_CHECKING

from ripple_sim.scenario.showing import visible

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_WIDTH = 640  # pixels


def html_of(said: str, figure: Figure, table: pd.DataFrame) -> str:
    """Return HTML with a sentence, a small picture and a table."""
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=1.5 * _WIDTH / figure.get_figwidth())
    picture = base64.b64encode(file.getvalue()).decode()
    words = escape(visible(said))
    return (
        f"<p>{words}</p>"
        f'<img width="{_WIDTH}" alt="{words}" src="data:image/png;base64,{picture}">'
        f"{table.to_html(index=False, escape=True, border=0)}"
    )
