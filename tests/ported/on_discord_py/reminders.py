"""Reminders, and the task that sends them."""

import logging
import re
import time

import discord
from discord import app_commands
from discord.ext import commands, tasks

log = logging.getLogger(__name__)

UNITS = {"s": 1, "m": 60, "h": 60 * 60, "d": 24 * 60 * 60}
LONGEST = 365 * UNITS["d"]


class Delay(commands.Converter):
    """A length of time such as 2h30m, in seconds."""

    async def convert(self, _ctx, argument):
        if not re.fullmatch("([0-9]{1,9}[smhd])+", argument):
            raise commands.BadArgument(f"`{argument}` is not a length of time such as 2h30m.")
        seconds = sum(int(number) * UNITS[unit] for number, unit in re.findall("([0-9]+)([smhd])", argument))
        if not 1 <= seconds <= LONGEST:
            raise commands.BadArgument("A reminder is due after one second to one year.")
        return seconds


class Reminders(commands.Cog):
    def __init__(self, bot):
        self.bot = bot
        self.data = bot.data

    async def cog_load(self):
        self.send_due.start()

    async def cog_unload(self):
        self.send_due.cancel()

    @commands.hybrid_command(description="Remind me of something after some time")
    @app_commands.describe(after="How long to wait, such as 2h30m", text="What to remind you of")
    async def remind(self, ctx, after: Delay, *, text: commands.Range[str, 1, 1000]):
        due = int(time.time()) + after
        self.data.run("INSERT INTO reminders VALUES (?, ?, ?, ?)", due, ctx.channel.id, ctx.author.id, text)
        await ctx.send(f"I will remind you <t:{due}:R>.")

    @tasks.loop(seconds=1)
    async def send_due(self):
        now = int(time.time())
        statement = "SELECT rowid, channel, user, text FROM reminders WHERE due <= ? ORDER BY due"
        for row, channel, user, text in self.data.run(statement, now).fetchall():
            self.data.run("DELETE FROM reminders WHERE rowid = ?", row)
            text = f"<@{user}>, here is your reminder: {text}"
            try:
                await self.bot.get_partial_messageable(channel).send(text)
            except discord.HTTPException:
                log.exception("a reminder could not be sent")

    @send_due.before_loop
    async def wait_until_ready(self):
        await self.bot.wait_until_ready()


async def setup(bot):
    await bot.add_cog(Reminders(bot))
