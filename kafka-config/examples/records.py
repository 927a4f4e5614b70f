"""Reads what kafka-console-consumer.sh prints with lines.properties. Needs Python 3.8 or newer and nothing else.

Numbers stay exact: whole ones are int, others are Decimal, never float.
"""

import json
from decimal import Decimal
from typing import Dict, Iterator, NamedTuple, Optional

NULL = "\x18"
END_OF_PART = "\x1f"
END_OF_HEADER = "\x1d"
END_OF_RECORD = "\x1e\n"


class Record(NamedTuple):
    key: Optional[str]
    headers: Dict[str, str]
    text: Optional[str]  # the value as it is on the topic, or None
    partition: int = 0
    offset: int = 0

    @property
    def value(self):
        """The value with exact numbers, or None."""
        return None if self.text is None else json.loads(self.text, parse_float=Decimal)

    @property
    def id(self):
        return self.headers.get("ce_id")

    @property
    def deleted(self):
        """By its type: on a change topic a deletion has a value, on a latest topic it has none."""
        return self.headers.get("ce_type", "").endswith(".deleted.v1")

    @property
    def erased(self):
        """A null without our headers: somebody asked for this person's data to be removed."""
        return self.text is None and "ce_type" not in self.headers

    @property
    def told(self):
        """The vendor sent it by itself; otherwise somebody read it."""
        return "ce_vendorevent" in self.headers

    @property
    def time(self):
        return moment(self.headers["ce_time"])

    @property
    def asof(self):
        return moment(self.headers["ce_asof"])


def moment(text):
    """2026-11-21T21:46:15.5Z in a form that can be compared, down to the nanosecond. Our times always end in Z."""
    whole, _, fraction = text[:-1].partition(".")
    return whole, fraction.ljust(9, "0")


def newer(change: Record, known: Optional[Record], restorable: bool) -> bool:
    """Whether a change takes the place of what is known of its key. The latest topics go by the same rule."""
    if known is None:
        return True
    if not restorable and (told_deletion(change) or told_deletion(known)):
        return not told_deletion(known)
    if change.deleted == known.deleted:
        return (change.time, change.asof) >= (known.time, known.asof)
    return not outlives(known, change) if change.deleted else outlives(change, known)


def told_deletion(record: Record) -> bool:
    return record.deleted and record.told


def outlives(record: Record, deletion: Record) -> bool:
    return record.time > deletion.time or (not record.told and record.asof > deletion.asof)


def restorable(topic: str) -> bool:
    """Whether a record can come back although the vendor told of its deletion."""
    return "smokeball." in topic or "clio.document." in topic or "clio.folder." in topic


class Picture:
    """The newest version of each key, of one topic. It does not matter in which order records come, or how often."""

    def __init__(self, topic: str):
        self.restorable = restorable(topic)
        self.known: Dict[str, Record] = {}

    def take(self, record: Record) -> bool:
        """Whether this was news: not old, and not the same change (ce_id) once more."""
        if record.key is None or not (record.erased or {"ce_type", "ce_time", "ce_asof"} <= record.headers.keys()):
            return False  # None of ours.
        before = self.known.get(record.key)
        if record.erased:
            if before is not None:  # Its times stay known, so that nothing older comes back; its content goes.
                self.known[record.key] = before._replace(text=None)
            return True
        if not newer(record, before, self.restorable):
            return False
        self.known[record.key] = record._replace(text=None) if record.deleted else record
        return before is None or before.id != record.id

    def records(self) -> Dict[str, Record]:
        """What is there now, without what is deleted or erased."""
        return {key: record for key, record in self.known.items() if record.text is not None}


def read(stream) -> Iterator[Record]:
    """All records of a text stream, such as sys.stdin."""
    rest = ""
    for line in stream:
        rest += line
        if rest.endswith(END_OF_RECORD):
            yield parse(rest[: -len(END_OF_RECORD)])
            rest = ""


def parse(text: str) -> Record:
    partition, offset, headers, key, value = text.split(END_OF_PART, 4)
    return Record(
        key=None if key == NULL else key,
        headers=dict(one.split(":", 1) for one in headers.split(END_OF_HEADER) if ":" in one),
        text=None if value == NULL else value,
        partition=int(partition.split(":")[1]),
        offset=int(offset.split(":")[1]),
    )
