"""The data of the bot, in an SQLite file."""

import sqlite3

from discord.ext import commands

TABLES = """
CREATE TABLE IF NOT EXISTS settings (guild INTEGER, name TEXT, value TEXT, PRIMARY KEY (guild, name));
CREATE TABLE IF NOT EXISTS warnings (guild INTEGER, user INTEGER, reason TEXT, by INTEGER);
CREATE TABLE IF NOT EXISTS tags (guild INTEGER, name TEXT, text TEXT, PRIMARY KEY (guild, name));
CREATE TABLE IF NOT EXISTS polls (number INTEGER PRIMARY KEY, question TEXT, answers TEXT);
CREATE TABLE IF NOT EXISTS votes (poll INTEGER, user INTEGER, answer INTEGER, PRIMARY KEY (poll, user));
CREATE TABLE IF NOT EXISTS reminders (due INTEGER, channel INTEGER, user INTEGER, text TEXT);
"""


class UserError(commands.CommandError):
    """A mistake of the caller, who sees its text."""


class Data:
    def __init__(self, path):
        # Without transactions: every statement is saved at once.
        self.database = sqlite3.connect(path, isolation_level=None)
        self.database.executescript(TABLES)

    def run(self, statement, *values):
        """Runs a statement, and returns the cursor with its rows."""
        return self.database.execute(statement, values)

    def setting(self, guild, name):
        row = self.run("SELECT value FROM settings WHERE guild = ? AND name = ?", guild, name).fetchone()
        return row and row[0]

    def set_setting(self, guild, name, value):
        self.run("REPLACE INTO settings VALUES (?, ?, ?)", guild, name, value)
