"""Recompute every published verdict, from nothing but the public export: python recompute.py verdicts.jsonl

Standard library only, Python 3.9 or newer. The published rule is applied to the figures of each row's own derivation,
the hash computed from what the row states, the chain of its government walked. chains.csv beside verdicts.jsonl (or
another, named second) says which hashes must be met. Prints every disagreement; the exit code is 1 if there is any.
"""

import csv
import hashlib
import json
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

#: The published constants of the rules, version 1.
ABOUT_POINTS, ABOUT_SHARE, IN_STEP_PART_POINTS, DONE_PART_RUNGS = Decimal("0.1"), Decimal("0.01"), 1, 1
BAND = {"floor": "0.8", "ceiling": "1.25"}
IN_STEP_POINTS = {"basic": Decimal("0.5"), "plain": Decimal("0.1"), "faster": Decimal(0)}
RATES = ("%", "％", "‰", "成", "个百分点", "百分点", "个千分点")
OF_FIGURES = ("floor", "above", "ceiling", "about", "range", "reduce", "multiple", "all")
WITHOUT_FIGURES = {"silence": "unreported", "no_test": "not_assessable", "not_due": "pending"}
WITHHELD = {"jurisdiction", "position", "previous", "hash", "withheld"}


def must(holds, why):
    if not holds:
        raise ValueError(why)


def verdict_of(derivation):
    """The verdict the published rules reach from a derivation; ValueError where a step does not follow."""
    rule = derivation["rule"]
    must(derivation["version"] == 1, "this version of the rule is unknown here")
    if rule in WITHOUT_FIGURES:
        return WITHOUT_FIGURES[rule]
    if rule == "compound":
        parts = [verdict_of(part) for part in derivation["parts"]]
        must(parts == [part["result"] for part in derivation["parts"]], "a part says another verdict")
        return parts[0] if set(parts) in ({"kept"}, {"broken"}) else "in_part"
    if rule == "admitted" and "compared" not in derivation:
        return "broken"
    if rule in ("done", "in_step"):
        return beside_figures(derivation)
    if rule == "all" and "conversions" not in derivation:
        actual = derivation["actual"]
        share = "100" if "said_of" in derivation or actual["measure"] == "done" else actual["value"]
        must(derivation["compared"]["actual"] == share, "the share compared is not the one stated")
        return figures("floor", derivation)
    check_figures(derivation)
    if rule == "admitted":
        by_figure = figures("ceiling" if derivation["direction"] == "lower" else "floor", derivation)
        return "broken" if by_figure == "broken" else "in_part"
    return figures(rule, derivation)


def figures(rule, derivation):
    """The rules that set one figure against another; a shortfall inside the band is kept in part."""
    must(rule in OF_FIGURES, f"the rule {rule} is unknown")
    compared, tolerance = derivation["compared"], Decimal(derivation.get("tolerance", 0))
    target, actual = Decimal(compared["target"]), Decimal(compared["actual"])
    lower = derivation.get("direction") == "lower"
    if rule == "ceiling":
        met = actual < target or (actual == target and (compared["actual_is"] == "less" or not derivation["strict"]))
    elif rule == "above":
        met = actual > target or (actual == target and compared["actual_is"] == "more")
    elif rule == "about":
        met = actual <= target + tolerance if lower else actual >= target - tolerance
    elif rule == "range" and lower:
        target = Decimal(compared["target_high"] or compared["target"])
        met = actual <= target
    else:
        met = actual >= target - (tolerance if rule == "reduce" else 0)
    if met:
        return "kept"
    if rule == "ceiling" or (lower and rule in ("about", "range")):
        return "in_part" if target > 0 and actual <= Decimal(BAND["ceiling"]) * target else "broken"
    return "in_part" if target > 0 and actual > 0 and actual >= Decimal(BAND["floor"]) * target else "broken"


def check_figures(derivation):
    """That what is compared is what the two statements say: units, steps, precision, tolerance, band."""
    target, actual, compared = derivation["target"], derivation["actual"], derivation["compared"]
    must(Decimal(compared["target"]) == Decimal(target["value"]), "the target compared is not the target stated")
    must(Decimal(compared["target_high"] or 0) == Decimal(target["value_high"] or 0), "the upper target is another one")
    value, *more = (Decimal(one["value"]) for one in (actual, *derivation.get("addends", ())))
    sums = [list(map(Decimal, step["of"])) for step in derivation["conversions"] if step["step"] == "sum"]
    must(not more or sums == [[value, *more]], "the figures added up are not those stated")
    for step in derivation["conversions"]:
        value = converted(step, value, target["value"])
    value = value.quantize(precision_of(target["value"]), rounding=ROUND_HALF_UP)
    must(value == Decimal(compared["actual"]), "the figure compared does not follow from the figure stated")
    must(compared["actual_is"] == {"gt": "more", "lt": "less"}.get(actual["comparator"], ""), "it is no such bound")
    must(derivation["strict"] == (target["comparator"] == "lt"), "the target is not worded as strictly")
    is_rate, is_about = target["unit"].partition("/")[0] in RATES, target["comparator"] == "about"
    tolerance = is_about * (ABOUT_POINTS if is_rate else abs(Decimal(target["value"])) * ABOUT_SHARE)
    must(Decimal(derivation["tolerance"]) == tolerance, "the tolerance is not the published one")
    must(derivation["band"] == BAND, "the partial band is not the published one")


def converted(step, value, target):
    """The value after one step towards the target's terms."""
    kind, to = step["step"], Decimal(step["to"])
    if kind == "growth":
        must(Decimal(step["level"]) == value, "growth is worked out from another level")
        value = (value / Decimal(step["base"]) - 1) * 100
        must(to == value.quantize(Decimal("0.0001")), "the growth worked out is another")
        return value
    if kind == "sum":
        must(Decimal(step["of"][0]) == value, "the sum is of other figures")
        value = sum(map(Decimal, step["of"]))
    elif kind == "sign":
        value = -value
    elif kind == "unit":
        value *= Decimal(step["factor"])
    else:
        must(kind == "round", f"the step {kind} is unknown")
        value = value.quantize(precision_of(target), rounding=ROUND_HALF_UP)
    must(value == to, f"the step {kind} leads to another figure")
    return value


def precision_of(written):
    """The last digit that is compared: the target's last printed one, but never fewer than three digits."""
    target, printed = Decimal(written), len(written.partition(".")[2])
    return Decimal(1).scaleb(min(-printed, (target.adjusted() if target else 0) - 2))


def beside_figures(derivation):
    """Deeds on their ladder (one rung short, or late, is in part), and growth held against the economy's."""
    compared, target, actual = derivation["compared"], derivation["target"], derivation["actual"]
    if derivation["rule"] == "done":
        late = bool(target["deadline"] and actual["deadline"] > target["deadline"])
        must(derivation["late"] == late, "the deadlines say otherwise about being late")
        if compared["actual"] >= compared["target"]:
            return "in_part" if late else "kept"
        return "in_part" if compared["target"] - compared["actual"] <= DONE_PART_RUNGS else "broken"
    must(compared["target"] == derivation["yardstick"]["value"], "another yardstick is compared")
    must(compared["actual"] == actual["value"], "the figure compared is not the figure stated")
    tolerance = IN_STEP_POINTS[derivation["pace"]]
    must(Decimal(derivation["tolerance"]) == tolerance, "the tolerance is not the published one")
    lead = Decimal(compared["actual"]) - Decimal(compared["target"])
    if lead > 0 if derivation["pace"] == "faster" else lead >= -tolerance:
        return "kept"
    return "in_part" if lead >= -IN_STEP_PART_POINTS else "broken"


def disagreements(row, last):
    """What is wrong with a row that stands behind ``last``."""
    if row["jurisdiction"] != last["jurisdiction"] or row["position"] == 1:
        last = {"position": 0, "hash": "0" * 64}
    if row["position"] != last["position"] + 1:
        yield f"stands behind verdict {last['position']}"
    if row["previous"] != last["hash"]:
        yield "the hash before it is another"
    if row.get("withheld"):
        must(set(row) == WITHHELD, "a withheld row states more than its place")
        return
    said = {name: row[name] for name in row if name != "hash"}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if hashlib.sha256(text.encode()).hexdigest() != row["hash"]:
        yield "its hash is not that of what it states"
    derivation, rule = row["derivation"], row["rule"]
    is_of_rule = (derivation["rule"], derivation.get("version", 1)) == (rule, row["rule_version"])
    must(is_of_rule and row["decided_by_a_person"] == (rule == "override"), "derived by another rule")
    found = row["code"] if rule == "override" else verdict_of(derivation)
    if not row["code"] == derivation["result"] == found:
        yield f"says {row['code']}, its derivation {derivation['result']}, the rule {found}"


def main(path, chains):
    heads, last, count, withheld, wrong = set(), {"jurisdiction": "", "position": 0}, 0, 0, 0
    if chains.exists():
        with chains.open(encoding="utf-8-sig", newline="") as lines:
            heads = {(line["jurisdiction"], int(line["position"]), line["hash"]) for line in csv.DictReader(lines)}
    with path.open(encoding="utf-8") as lines:
        for count, line in enumerate(lines, 1):
            found, row = [], None
            try:
                row = json.loads(line)
                heads.discard((row["jurisdiction"], row["position"], row["hash"]))
                found.extend(disagreements(row, last))
            except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
                found.append(str(error) if type(error) is ValueError else f"cannot be recomputed: {error!r}")
            if isinstance(row, dict) and {"jurisdiction", "position", "hash"} <= set(row):
                last, withheld = row, withheld + ("withheld" in row)
            for what in found:
                print(f"line {count}, {last['jurisdiction']} verdict {last['position']}: {what}")
            wrong += len(found)
    for code, position, _hash in sorted(heads):
        print(f"{code} verdict {position}: its hash in {chains.name} is not here")
    print(f"{count} verdicts, {withheld} of them withheld, {wrong + len(heads)} disagreements")
    return 1 if wrong or heads else 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: python recompute.py verdicts.jsonl [chains.csv]")
    verdicts = Path(sys.argv[1])
    sys.exit(main(verdicts, Path(sys.argv[2]) if len(sys.argv) == 3 else verdicts.with_name("chains.csv")))
