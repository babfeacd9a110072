"""`huiying doctor`: what is missing or unsafe here, and how to fix it."""

import click

from huiying.config import ready
from huiying.config.commands.language import LANG, speaking


@click.command()
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@LANG
def doctor(strict: bool, lang: str) -> None:
    """Say what is missing or unsafe in this installation, and how to fix it.

    Exit code 1 when something is unsafe; 3 when it cannot even be examined.
    """
    ready.start_django()
    from django.utils.translation import gettext

    from huiying.config.doctor import examine
    from huiying.config.findings import Weight
    from huiying.core import clock

    with speaking(lang):
        findings = examine(clock.now())
        for finding in findings:
            click.echo(f"{finding.label}: {finding.what}\n    -> {finding.remedy}")
        counts = {weight: sum(f.weight is weight for f in findings) for weight in Weight}
        click.echo(
            gettext("%(unsafe)d unsafe, %(warnings)d warnings, %(notes)d notes")
            % {
                "unsafe": counts[Weight.UNSAFE],
                "warnings": counts[Weight.WARNING],
                "notes": counts[Weight.NOTE],
            }
        )
    failing = counts[Weight.UNSAFE] + (counts[Weight.WARNING] if strict else 0)
    raise SystemExit(1 if failing else 0)
