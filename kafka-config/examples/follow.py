"""Begins with the latest state of one kind of record and goes on with its changes: nothing is missing between the two, and
no change comes twice. Needs the package confluent-kafka (1.7 or newer).

    python3 follow.py localhost:9092 clio.activity [--config librdkafka.conf]
"""

import argparse
import re
import time

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, TopicPartition

from records import Picture, Record

READER = {
    "isolation.level": "read_committed",
    "enable.auto.commit": False,
    "allow.auto.create.topics": False,
    "enable.partition.eof": True,
}


def follow(client, kind, idle=None):
    """Pairs of ("state", record) for what is there, then ("change", record) for what happens, deletions and erasures
    included. Ends after so many idle seconds, or never."""
    changes, latest = kind + ".v1", kind + ".latest.v1"
    consumer = Consumer({**client, **READER, "group.id": group_of(kind)})
    picture = Picture(changes)
    try:
        # 1. Up to here the changes are in the latest topic. It may be behind, so the end of the change topic will not do.
        begin = taken(consumer, changes)
        # 2. The end of the latest topic, asked for after that.
        ends = end(client, consumer, latest)
        # 3. Read the latest topic to that end.
        for record in read_to(consumer, latest, ends):
            picture.take(record)
        for record in picture.records().values():
            yield "state", record
        # 4. Go on with the changes from the noted offsets. What is not newer than what we have is left out.
        consumer.assign(begin)
        quiet_since = time.monotonic()
        while idle is None or time.monotonic() - quiet_since < idle:
            message = consumer.poll(1.0)
            if message is None or at_end(message):
                continue
            quiet_since = time.monotonic()
            record = record_of(message)
            if picture.take(record):
                yield "change", record
    finally:
        consumer.close()


def group_of(kind):
    """The group of the application that makes the latest topics. We look at its position and never join it."""
    parts = re.fullmatch(r"(.*)\b(clio|smokeball)\.\w+", kind)
    if parts is None:
        raise SystemExit("'" + kind + "' is no kind of record; one is clio.activity, or acme.clio.activity with a prefix")
    return parts[1] + "integration.latest." + parts[2] + ".v1"


def partitions(consumer, topic):
    found = consumer.list_topics(topic, timeout=20).topics[topic]
    if found.error:
        raise KafkaException(found.error)
    return [TopicPartition(topic, partition) for partition in sorted(found.partitions)]


def taken(consumer, changes):
    """Where the latest state goes on; at the beginning where it has taken nothing yet."""
    offsets = consumer.committed(partitions(consumer, changes), timeout=20)
    return [TopicPartition(one.topic, one.partition, one.offset if one.offset >= 0 else OFFSET_BEGINNING) for one in offsets]


def end(client, consumer, topic):
    """Also behind records of a transaction that is still open; so this asks without read_committed."""
    all_records = Consumer({**client, **READER, "group.id": "analytics-ends", "isolation.level": "read_uncommitted"})
    try:
        return {one.partition: all_records.get_watermark_offsets(one, timeout=20)[1] for one in partitions(consumer, topic)}
    finally:
        all_records.close()


def read_to(consumer, topic, ends):
    consumer.assign([TopicPartition(topic, partition, OFFSET_BEGINNING) for partition in ends])
    missing = set(ends)
    while missing:
        message = consumer.poll(1.0)
        if message is None:
            continue
        if not at_end(message):
            yield record_of(message)
        # The end is a message of its own, whose offset is behind everything that was read.
        elif message.offset() >= ends[message.partition()]:
            missing.discard(message.partition())


def at_end(message):
    if message.error() is None:
        return False
    if message.error().code() == KafkaError._PARTITION_EOF:
        return True
    raise KafkaException(message.error())


def record_of(message):
    return Record(
        key=None if message.key() is None else message.key().decode(),
        headers={name: value.decode() for name, value in message.headers() or []},
        text=None if message.value() is None else message.value().decode(),
        partition=message.partition(),
        offset=message.offset(),
    )


def settings(file):
    if file is None:
        return {}
    with open(file, encoding="utf-8") as lines:
        return dict(line.strip().split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("brokers")
    arguments.add_argument("kind", help="such as clio.activity")
    arguments.add_argument("--config", help="file with settings of librdkafka, name=value, for TLS and SASL")
    arguments.add_argument("--idle", type=float, help="seconds without a change after which to end")
    given = arguments.parse_args()
    client = {**settings(given.config), "bootstrap.servers": given.brokers}
    for what, record in follow(client, given.kind, given.idle):
        said = "erased" if record.erased else "deleted" if record.deleted else record.text
        print(what, record.key, (record.id or "")[:8], said, sep="\t", flush=True)
