"""Polls with buttons that work after a restart."""

import collections
import json

import discord
from discord import app_commands
from discord.ext import commands

from data import UserError
from moderation import in_good_standing

TEMPLATE = r"poll:(?P<number>[0-9]+):(?P<answer>[0-9]+)"


class Vote(discord.ui.DynamicItem[discord.ui.Button], template=TEMPLATE):
    """A button that counts the vote of a member, in place of the one before, and shows the new result."""

    def __init__(self, number, answer, label):
        super().__init__(discord.ui.Button(label=label, custom_id=f"poll:{number}:{answer}"))
        self.number = number
        self.answer = answer

    @classmethod
    async def from_custom_id(cls, _interaction, item, match):
        return cls(int(match["number"]), int(match["answer"]), item.label)

    async def callback(self, interaction):
        data = interaction.client.data
        data.run("REPLACE INTO votes VALUES (?, ?, ?)", self.number, interaction.user.id, self.answer)
        poll = message(data, self.number)
        if poll is None:
            await interaction.response.send_message("This poll is closed.", ephemeral=True)
        else:
            await interaction.response.edit_message(**poll)


class Polls(commands.Cog):
    def __init__(self, bot):
        self.data = bot.data

    @commands.hybrid_command(description="Ask the members with buttons")
    @app_commands.describe(question="The question", answers="Two to five answers, with commas between them")
    @commands.guild_only()
    @commands.cooldown(1, 30, commands.BucketType.user)
    @commands.check(in_good_standing)
    async def poll(self, ctx, question: commands.Range[str, 1, 200], *, answers: commands.Range[str, 1, 80]):
        answers = [answer.strip() for answer in answers.split(",") if answer.strip()]
        if not 2 <= len(answers) <= 5:
            raise UserError("A poll has two to five answers, with commas between them.")
        statement = "INSERT INTO polls (question, answers) VALUES (?, ?)"
        number = self.data.run(statement, question, json.dumps(answers)).lastrowid
        await ctx.send(**message(self.data, number))


def message(data, number):
    """Returns the text of a poll, and a view with a button for each answer; None if there is no such poll."""
    row = data.run("SELECT question, answers FROM polls WHERE number = ?", number).fetchone()
    if row is None:
        return None
    question, answers = row
    votes = collections.Counter(answer for (answer,) in data.run("SELECT answer FROM votes WHERE poll = ?", number))
    lines = [f"**{question}**"]
    view = discord.ui.View(timeout=None)
    for at, answer in enumerate(json.loads(answers)):
        lines.append(f"{answer}: {votes[at]}")
        view.add_item(Vote(number, at, answer))
    return {"content": "\n".join(lines), "view": view}


async def setup(bot):
    bot.add_dynamic_items(Vote)
    await bot.add_cog(Polls(bot))
