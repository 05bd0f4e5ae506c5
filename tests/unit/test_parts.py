"""A question with many options that is asked again in parts: only what is still open is asked, and nothing is left hanging."""

from poplit.case import build
from poplit.dialogue import parts


def asked(kb, group: str) -> dict:
    """The first question of a group that has more options than one part holds, as it is kept while open."""
    question = next(q for q in kb.questions.values() if q.group == group and len(q.options) > 4)
    return {"group": group, "options": [{"present": list(option.present)} for option in question.options]}


def test_a_yes_to_a_question_of_which_all_is_known_asks_no_further_part(kb):
    for group in ("safety", "risk"):
        asking = asked(kb, group)
        names = [name for option in asking["options"] for name in option["present"]]
        case = build(kb, dict.fromkeys(names, "absent"), {"age": 40})
        case.asking = asking
        parts.split(kb, case)
        assert case.in_parts == [] and case.one_by_one == [], group
