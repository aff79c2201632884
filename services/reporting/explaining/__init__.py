"""Why a figure is what it is: who counts, who does not, by which rule, and the facts that decided it."""
