"""The worker's queue in a file beside SQLite's."""

from huey import SqliteHuey
from huey.storage import SqliteStorage


class StorageInAFile(SqliteStorage):
    """Does not wait for the disk at every job: the sweep finds within a minute what a power cut takes."""

    def _create_connection(self):
        connection = super()._create_connection()
        connection.execute("PRAGMA synchronous=NORMAL")  # huey itself knows only all or nothing
        return connection


class QueueInAFile(SqliteHuey):
    storage_class = StorageInAFile
