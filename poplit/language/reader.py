"""The language room's door: one message in, one Reading out."""

from __future__ import annotations

from collections import Counter

from poplit.knowledge import KnowledgeBase
from poplit.language.answers import AnswerReader
from poplit.language.composition import Composer
from poplit.language.context import ContextReader
from poplit.language.details import DetailReader
from poplit.language.languages import LanguageReader
from poplit.language.people import subjects
from poplit.language.phrases import Match, PhraseFinder, longest
from poplit.language.reading import Mention, Reading
from poplit.language.resolved import Resolution, Told, settled
from poplit.language.scope import ScopeReader
from poplit.language.sightings import DENIAL, Seen, SightingReader
from poplit.language.spelling import Spelling, english_words
from poplit.language.tokens import MAX_CHARACTERS, Token, Tokeniser
from poplit.language.topics import TopicFinder, names_of

_OF_THE_LEG = ("place", "start", "pain", "swelling", "skin", "joint", "nerve")
_ABOUT_THEM = ("risk", "person")  # what a person has or is, beside the complaint
_SOMEBODY = "somebody_else"  # the rule of kb/context.yml that names a person, who may be the patient
_PRONOUN = "he_or_she"  # the rule of kb/context.yml for "she had a clot", which is somebody else's where the writer is the patient
_UNSTATED = ("worry", "instruction")


class Reader:
    """Reads messages with the words of one knowledge base. Building one takes about a second; reading takes milliseconds."""

    def __init__(self, kb: KnowledgeBase):
        self._kb = kb
        spelling = Spelling(_vocabulary(kb))
        self._tokenise = Tokeniser.of(kb, spelling.correct)
        plain = Tokeniser.of(kb)
        self._causes = PhraseFinder(plain)
        for cause in kb.causes.values():
            self._causes.add(cause.id, names_of(cause))
        self._composer = Composer(kb, plain)
        self._sightings = SightingReader(kb, plain)
        self._context = ContextReader(kb, plain)
        self._resolution = Resolution(kb)
        self._details = DetailReader(kb, plain)
        self._answers = AnswerReader(kb, plain)
        self._topics = TopicFinder(kb, self._tokenise)
        self._scope = ScopeReader(kb, plain)
        self._languages = LanguageReader(kb.words["other_languages"], lambda word: word in kb.words["same"] or word in english_words())

    def read(self, text: str) -> Reading:
        """What the message says. Never raises, whatever is in `text`; at most 2,000 characters are read."""
        tokens = self._tokenise(text)
        sites = self._composer.sites(tokens)
        seen, cues = self._sightings.read(tokens, sites, self._composer, self._context)
        details = self._details.read(text, tokens, sites)
        told_at = {name: details.pop(f"{name}_at") for name in ("age", "bmi") if f"{name}_at" in details}
        told, used, feared = self._stated(seen, tokens, sites, cues, details)
        answer = self._answers.read(text, tokens, used)
        ended, felt = self._context.ended(tokens, cues), self._qualities(tokens, sites)
        told = self._resolution.resolved(told, tokens, ended, felt, self._gone(felt, tokens, sites, cues), self._context.turned(cues))
        told = settled(told, self._kb.findings)
        beyond = self._beyond(text, tokens, sites, felt, [one.span for one in told])
        mentions = [_mention(one.id, one.status, text, tokens, one.span) for one in told if not beyond["animal"]]
        details |= self._onset(mentions, details) | self._site(sites, tokens) | self._lasted(mentions, tokens, details)
        return Reading(
            text=text,
            mentions=tuple(mentions),
            details={name: value for name, value in details.items() if value is not None},
            worries=self._worries(tokens),
            feared=tuple(dict.fromkeys(feared)),
            sites=self._places(sites),
            **self._felt(felt, tokens, cues),
            cut=len(text) > MAX_CHARACTERS,
            topic=self._topics.find(tokens),
            onset_hint=self._details.onset_hint(tokens),
            told_at=told_at,
            number=self._details.number(tokens),
            **answer,
            **beyond,
        )

    def _stated(
        self, seen: list[Seen], tokens: list[Token], sites: list[Match], cues: list[Match], details: dict
    ) -> tuple[list[Told], set[int], list[str]]:
        """What is told of each finding that is spoken of, the words that tell it, and what is only feared or instructed."""
        told, used, feared, long_ago = [], set(), [], self._context.long_ago(tokens)
        had = [span for key, _, span in seen if self._kb.findings[key.removeprefix(DENIAL)].kind in _ABOUT_THEM]
        elsewhere = self._scope.elsewhere_from(tokens, sites, had, [span for _, _, span in seen])
        complains = any(self._kb.findings[key.removeprefix(DENIAL)].kind in (*_OF_THE_LEG, "body") for key, _, _ in seen)
        for key, head, span in seen:
            status, cue = self._status(key, head, span, tokens, cues, details.get("subject"), complains)
            if cue is not None:
                used.update(range(cue.start, cue.end))
            if status in ("present", "absent") and head[0] >= long_ago.get(tokens[head[0]].sentence, len(tokens)) and not self._lasts(key):
                status = "past"
            if status in _UNSTATED and not key.startswith(DENIAL):
                feared.append(key)
            of_the_leg = self._kb.findings[key.removeprefix(DENIAL)].kind in _OF_THE_LEG
            if status not in _UNSTATED and not (of_the_leg and tokens[head[0]].sentence >= elsewhere):
                told.append(Told(key.removeprefix(DENIAL), status, head, span, cue is not None and self._context.ends(cue)))
        used.update(n for _, head, _ in seen for n in range(*head))
        return told, used, feared

    def _status(self, key: str, head, span, tokens, cues, subject: str | None, complains: bool):
        status, cue = self._context.status(head, span, tokens, cues, key)
        if key.startswith(DENIAL):
            fine = "unsure" if self._context.on_condition(head, tokens) else "absent"
            return (fine if status == "present" else "unsure" if status == "absent" else status), cue
        finding = self._kb.findings[key]
        theirs = complains and cue is not None and subjects(self._kb).speaks_of(cue, tokens)  # "my son has sickle cell and he ..."
        about_them = subject in ("other", "child") and (not finding.lasting or theirs)
        if status == "other" and cue.key == _PRONOUN and subject != "self":
            cues = [c for c in cues if c.key != _PRONOUN]
            status, cue = self._context.status(head, span, tokens, cues, key)
        if status == "other" and (about_them or finding.by_others):
            status = self._context.status(head, span, tokens, [c for c in cues if c.key != _SOMEBODY], key)[0]
        if status == "past" and finding.lasting and finding.within_days is None:
            status = "present"
        if status == "present" and finding.within_days is not None and self._too_long_ago(head, tokens, finding.within_days):
            status = "past"
        return status, cue

    def _lasted(self, mentions: list[Mention], tokens: list[Token], details: dict) -> dict:
        """How long it has lasted, without the dates of what only belongs to the person: "cancer ten years ago and a sore calf"."""
        about = [m for m in mentions if self._kb.findings[m.id].kind in _ABOUT_THEM]
        if not about or details.get("duration_days", 0) < self._kb.settings["gradual_from"]:  # a recent date makes nothing look old
            return {}
        felt = [m for m in mentions if m not in about and m.status != "past"]
        theirs = [c for c in _clauses(tokens) if _ends_in(c, about) and not _ends_in(c, felt)]
        dated = {id(token) for clause in theirs for token in clause}
        return {"duration_days": self._details.lasted([token for token in tokens if id(token) not in dated])}

    def _lasts(self, key: str) -> bool:
        return self._kb.findings[key.removeprefix(DENIAL)].lasting

    def _too_long_ago(self, head, tokens, days: int) -> bool:
        sentence = tokens[head[0]].sentence
        said = self._details.duration(" ".join(token.text for token in tokens[head[1] : head[1] + 8] if token.sentence == sentence))
        return said is not None and said > days

    def _onset(self, mentions: list[Mention], details: dict) -> dict:
        """How it began, from the findings that say so or follow; words alone count where no finding does."""
        present = {m.id for m in mentions if m.status == "present"}
        follows = present | {implied for name in present for implied in self._kb.findings[name].implies}
        kinds = self._kb.words["onset_findings"]
        denied = {kinds.get(m.id) for m in mentions if m.status == "absent"}
        said = details.pop("onset", None)
        onset = next((kind for name, kind in kinds.items() if name in follows), None if said in denied else said)
        return {"onset": onset} if onset else {}

    def _site(self, sites: list[Match], tokens: list[Token]) -> dict:
        """The first place on the leg that is named, as its id in kb/parts.yml."""
        named = self._composer.meant(sites, tokens)
        exact = [name for name in named if name not in ("leg", "knee")]
        return {"site": (exact or named)[0]} if named else {}

    def _qualities(self, tokens: list[Token], sites: list[Match]) -> list[tuple[str, tuple[int, int]]]:
        """What is felt or seen, and the tokens that say so."""
        return [(m.key, (m.start, m.end)) for m in self._composer.qualities(tokens, sites)]

    def _gone(self, qualities, tokens: list[Token], sites: list[Match], cues: list[Match]) -> list[tuple[str, int]]:
        """What is said to have gone without a place, and where: "the swelling went down"."""
        placed = {tokens[site.start].sentence for site in sites}
        found = [(key, span[0], self._context.status(span, span, tokens, cues)[1]) for key, span in qualities]
        return [(key, at) for key, at, cue in found if cue is not None and self._context.ends(cue) and tokens[at].sentence not in placed]

    def _felt(self, qualities: list[tuple[str, tuple[int, int]]], tokens: list[Token], cues: list[Match]) -> dict[str, tuple[str, ...]]:
        """The qualities that are said to be there, and those that are denied."""
        said = [(key, self._context.status(span, span, tokens, cues)[0]) for key, span in qualities]
        by_status = {status: tuple(dict.fromkeys(key for key, found in said if found == status)) for status in ("present", "absent")}
        return {"qualities": by_status["present"], "denied_qualities": by_status["absent"]}

    def _places(self, sites: list[Match]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(site.key for site in sites))

    def _beyond(self, text: str, tokens: list[Token], sites: list[Match], felt: list, told: list[tuple[int, int]]) -> dict:
        """What lies beyond Poplit: another language, other parts of the body, an animal."""
        language = self._languages.foreign(text)
        complaints = self._scope.elsewhere(tokens, sites, [span for _, span in felt])
        return {"language": language, "english": language is None, "elsewhere": complaints, "animal": self._scope.animal(tokens, told)}

    def _worries(self, tokens: list[Token]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(match.key for match in longest(self._causes.find(tokens))))


def _vocabulary(kb: KnowledgeBase) -> Counter[str]:
    """Every word that phrases, sites, qualities, cues and the names of conditions are written with, and how often it is used there."""
    phrases = [p for f in kb.findings.values() for p in (*f.phrases, *f.exact, *f.denials)]
    phrases += [p for classes in (kb.sites, kb.qualities) for c in classes.values() for p in c.words]
    phrases += [cue for rule in kb.context for cue in rule.cues]
    phrases += [name for condition in (*kb.causes.values(), *kb.not_ranked.values()) for name in names_of(condition)]
    return Counter(word for phrase in phrases for word in phrase.lower().replace("(", " ").replace(")", " ").replace("|", " ").split())


def _clauses(tokens: list[Token]) -> list[list[Token]]:
    """The tokens cut at punctuation, "and" and "but"."""
    clauses: list[list[Token]] = [[]]
    for token in tokens:
        if token.punctuation or token.text in ("and", "but"):
            clauses.append([])
        else:
            clauses[-1].append(token)
    return [clause for clause in clauses if clause]


def _ends_in(clause: list[Token], mentions: list[Mention]) -> bool:
    return any(clause[0].start < m.end <= clause[-1].end for m in mentions)


def _mention(name: str, status: str, text: str, tokens: list[Token], span: tuple[int, int]) -> Mention:
    start, end = tokens[span[0]].start, tokens[span[1] - 1].end
    return Mention(name, status, text[start:end], start, end)
