"""Commands that follow from one: each under an id of its own, the same whenever the first one comes again."""

from dataclasses import replace

from services.kernel.deciders import Context
from services.kernel.ids import DistrictIds


def following(ids: DistrictIds, context: Context, step: str) -> Context:
    """The context of what a desk does next for the same command; ``step`` names it among the others."""
    command_id = ids.derive("then", str(context.command_id), step)
    return replace(context, command_id=command_id, causation_id=context.command_id)
