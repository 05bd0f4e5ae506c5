"""What simulated patients were told, against what is true of them: each conversation is judged, and figures are made of the verdicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median

from benchmarks.patients_read import Patient, floor
from benchmarks.patients_talk import Talk
from poplit.safety import rank

BINS = (0.0, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
_URGENT = rank("emergency")


@dataclass(frozen=True)
class Verdict:
    """One patient's conversation, judged. Without an assessment only `id` and `finished` say anything."""

    id: str
    finished: bool = False
    ranked: bool = True  # the true cause is one that Poplit ranks; of the others the urgency alone is judged
    rank: int | None = None  # of the first cause in the list that is true, or as right
    chances: tuple[tuple[float, bool], ...] = ()  # of each cause listed: the probability told, and whether it was right
    told: str = ""
    exact: bool = False
    acceptable: bool = False
    under: bool = False
    over: bool = False
    emergency: bool = False  # should have been sent to hospital or called an ambulance
    emergency_missed: bool = False
    missed: tuple[str, ...] = ()  # must-not-miss causes that were neither named nor covered by sending to hospital
    questions: int = 0
    after_warning: int | None = None  # questions put in the turn of the first warning or later; None without a warning
    asked_of_there: float | None = None  # share of the patient's findings that were asked about or named as speaking for a cause


def judge(patient: Patient, talk: Talk) -> Verdict:
    """The verdict on one conversation."""
    got = talk.assessment
    if not got:
        return Verdict(patient["id"])
    causes, right = got.get("causes") or [], {patient["diagnosis"], *(patient.get("also_acceptable") or ())}
    names = [cause["id"] for cause in causes]
    wanted, told = rank(patient["triage"]), rank(got["triage"])
    accepted = patient.get("triage_acceptable") or [patient["triage"]]
    raised = {*names, *(got.get("serious_not_excluded") or ())}
    there = {name for name, status in patient["facts"].items() if status == "yes"}
    heard = {*talk.asked, *(spoken["id"] for cause in causes for spoken in cause.get("for") or ())}
    emergency = wanted >= _URGENT
    return Verdict(
        id=patient["id"],
        finished=True,
        ranked=patient.get("diagnosis_mapping", "exact") == "exact",
        rank=next((number for number, name in enumerate(names, 1) if name in right), None),
        chances=tuple((cause["probability"], cause["id"] in right) for cause in causes),
        told=got["triage"],
        exact=told == wanted,
        acceptable=got["triage"] in accepted,
        under=told < floor(patient),
        over=told > wanted and got["triage"] not in accepted,
        emergency=emergency,
        emergency_missed=emergency and floor(patient) >= _URGENT and told < _URGENT,
        missed=() if told >= _URGENT else tuple(name for name in patient.get("must_not_miss") or () if name not in raised),
        questions=len(talk.questions),
        after_warning=None if talk.warned_at is None else sum(number >= talk.warned_at for number in talk.questions),
        asked_of_there=len(heard & there) / len(there) if there else None,
    )


def figures(verdicts: Sequence[Verdict]) -> dict[str, str]:
    """The figures of one set of patients, by name, as they are printed."""
    done = [verdict for verdict in verdicts if verdict.finished]
    named = [verdict for verdict in done if verdict.ranked]
    if not done:
        return {"finished": f"0 of {len(verdicts)}"}
    after = [verdict.after_warning for verdict in done if verdict.after_warning is not None]
    there = [verdict.asked_of_there for verdict in done if verdict.asked_of_there is not None]
    return {
        "finished": f"{len(done)} of {len(verdicts)}",
        **{f"cause among the first {most}": _share(named, lambda v, most=most: (v.rank or 99) <= most) for most in (1, 3, 5)},
        "causes listed, mean": f"{mean(len(verdict.chances) for verdict in done):.1f}",
        "Brier score of the first cause": brier(named),
        "urgency exact": _share(done, lambda v: v.exact),
        "urgency acceptable": _share(done, lambda v: v.acceptable),
        "urgency too low": _share(done, lambda v: v.under),
        "urgency too high": _share(done, lambda v: v.over),
        "emergencies missed": f"{sum(v.emergency_missed for v in done)} of {sum(v.emergency for v in done)}",
        "must not be missed, but was": f"{sum(bool(v.missed) for v in done)} of {len(done)}",
        "questions, median and most": f"{median(v.questions for v in done):.0f}, {max(v.questions for v in done)}",
        "questions after a warning, median and most": f"{median(after):.0f}, {max(after)}" if after else "–",
        "asked about, of what was there": f"{mean(there):.2f}" if there else "–",
    }


def brier(verdicts: Sequence[Verdict]) -> str:
    """The mean square of how far the first cause's probability was from the truth (0 is perfect, 0.25 is what "50%" always gets)."""
    first = [verdict.chances[0] for verdict in verdicts if verdict.chances]
    return f"{mean((chance - right) ** 2 for chance, right in first):.3f}" if first else "–"


def reliability(verdicts: Sequence[Verdict]) -> list[tuple[str, int, float, float]]:
    """For each range of told probability: its name, how many causes, the mean that was told, and the share that was right."""
    told = [chance for verdict in verdicts if verdict.finished and verdict.ranked for chance in verdict.chances]
    rows = []
    for low, high in pairwise(BINS):
        held = [(chance, right) for chance, right in told if low <= chance < high or chance == high == BINS[-1]]
        if held:
            share = mean(right for _, right in held)
            rows.append((f"{low:.0%} to {high:.0%}", len(held), mean(chance for chance, _ in held), share))
    return rows


def _share(verdicts: Sequence[Verdict], test: Callable[[Verdict], bool]) -> str:
    return f"{sum(map(test, verdicts)) / len(verdicts):.3f}" if verdicts else "–"
