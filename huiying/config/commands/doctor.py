"""`huiying doctor`: what is missing or unsafe here, and how to fix it."""

import click

from huiying.config import ready


@click.command()
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
def doctor(strict: bool) -> None:
    """Say what is missing or unsafe in this installation, and how to fix it.

    Exit code 1 when something is unsafe; 3 when it cannot even be examined.
    """
    ready.start_django()
    from huiying.config.doctor import Weight, examine
    from huiying.core import clock

    findings = examine(clock.now())
    for finding in findings:
        click.echo(f"{finding.weight.value:8} {finding.what}\n{'':8} -> {finding.remedy}")
    counts = {weight: sum(f.weight is weight for f in findings) for weight in Weight}
    click.echo(
        f"{counts[Weight.UNSAFE]} unsafe, {counts[Weight.WARNING]} warnings, "
        f"{counts[Weight.NOTE]} notes"
    )
    failing = counts[Weight.UNSAFE] + (counts[Weight.WARNING] if strict else 0)
    raise SystemExit(1 if failing else 0)
