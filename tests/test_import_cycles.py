"""No file of the package imports itself by way of others, imports for types included."""

import grimp
import networkx as nx

# An agent holds its model, and the model makes its agents.
MEANT = {"model.agents", "model.model"}
# An answer draws itself, and its figure names it for the types; some sentences do too.
LEFT: tuple[str, ...] = ()


def cycles() -> set[frozenset[str]]:
    """Return the groups of modules that import each other; the public door names them all."""
    graph = grimp.build_graph("ripple_sim", exclude_type_checking_imports=False, cache_dir=None)
    imports = nx.DiGraph(
        (module.removeprefix("ripple_sim."), imported.removeprefix("ripple_sim."))
        for module in graph.modules - {"ripple_sim"}
        for imported in graph.find_modules_directly_imported_by(module)
    )
    return {frozenset(group) for group in nx.strongly_connected_components(imports) if len(group) > 1}


def within(group: frozenset[str], room: str) -> bool:
    return all(f"{module}.".startswith(f"{room}.") for module in group)


def test_no_module_imports_itself_by_way_of_others() -> None:
    new = [group for group in cycles() if group != MEANT and not any(within(group, room) for room in LEFT)]
    assert not new, "\n".join(" <-> ".join(sorted(group)) for group in new)


def test_rooms_without_a_cycle_leave_the_list() -> None:
    found = cycles()
    parted = [room for room in LEFT if not any(within(group, room) for group in found)]
    assert not parted, f"take out of LEFT: {parted}"
