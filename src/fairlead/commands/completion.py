"""``fairlead completion``: the script that lets the shell complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from fairlead.commands._common import examples, json_option, print_json

__all__ = ["command"]


@click.command(
    epilog=examples(
        "fairlead completion bash >> ~/.bashrc",
        "fairlead completion zsh >> ~/.zshrc",
        "fairlead completion fish > ~/.config/fish/completions/fairlead.fish",
    )
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@json_option
def command(shell: str, as_json: bool) -> None:
    """Print the completion script of your shell."""
    from fairlead.cli import cli

    kind = get_completion_class(shell)
    assert kind is not None
    script = kind(cli, {}, "fairlead", "_FAIRLEAD_COMPLETE").source()
    if as_json:
        print_json({"shell": shell, "script": script})
    else:
        click.echo(script)
