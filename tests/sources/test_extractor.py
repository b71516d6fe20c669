"""trafilatura imported without what it never needs here."""

from __future__ import annotations

import subprocess
import sys

import pytest

READ = """
import sys
from tui.sources.formats import extractor
{change}
words = "The council met on Tuesday and heard eleven people speak about the breakwater. " * 5
page = "<html><body><article><p>" + words + "</p><p>" + words[::2] + "</p></article></body></html>"
read = extractor.trafilatura().bare_extraction(page)
assert "council met" in read.text, read
{then}
"""


@pytest.mark.parametrize(
    ("change", "then"),
    [
        (
            "",
            "assert not {'numpy', 'urllib3', 'py3langid'} & set(sys.modules)\n"
            "import courlan.network, py3langid, urllib3\n"
            "assert urllib3.PoolManager().connection_pool_kw == {} and courlan.network.HTTP_POOL is not None",
        ),
        (
            "extractor._NoResponse, extractor._Nothing = None, lambda: 1 / 'a release that asks for more'",
            "assert 'urllib3' in sys.modules",
        ),
    ],
    ids=["stand-ins", "a release that they do not suit"],
)
def test_pages_are_read_without_what_fetches_them(change: str, then: str) -> None:
    program = READ.format(change=change, then=then)
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
