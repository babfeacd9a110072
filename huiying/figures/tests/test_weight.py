"""The figures made while a page is made load no heavy library."""

import subprocess
import sys


def test_figures_load_no_heavy_library():
    program = (
        "import sys\n"
        "from huiying.figures import bunching, intervals, rounding, suppression, survival\n"
        "heavy = {'numpy', 'scipy', 'statsmodels', 'pandas', 'django'} & set(sys.modules)\n"
        "sys.exit(' '.join(sorted(heavy)) or None)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
