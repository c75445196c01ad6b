"""Warnings, and the removal of messages."""

import discord
from discord import app_commands
from discord.ext import commands

from data import UserError

# The number of warnings with which a member cannot start polls.
TOO_MANY = 3


class Confirm(discord.ui.View):
    """Asks one user, who has a minute. The answer is None without a click."""

    def __init__(self, user):
        super().__init__(timeout=60)
        self.user = user
        self.answer = None

    async def interaction_check(self, interaction):
        return interaction.user.id == self.user.id

    @discord.ui.button(label="Yes", style=discord.ButtonStyle.danger)
    async def yes(self, interaction, _button):
        await self.end(interaction, True)

    @discord.ui.button(label="No")
    async def no(self, interaction, _button):
        await self.end(interaction, False)

    async def end(self, interaction, answer):
        self.answer = answer
        await interaction.response.edit_message(view=None)
        self.stop()


class Moderation(commands.Cog):
    def __init__(self, bot):
        self.bot = bot
        self.data = bot.data
        # A context menu cannot be declared in a cog.
        self.menu = app_commands.ContextMenu(name="Show warnings", callback=self.show_warnings)

    async def cog_load(self):
        self.bot.tree.add_command(self.menu)

    async def cog_unload(self):
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)

    @commands.hybrid_command(description="Warn a member")
    @app_commands.describe(who="The member to warn", reason="The reason")
    @commands.guild_only()
    @commands.has_permissions(kick_members=True)
    async def warn(self, ctx, who: discord.Member, *, reason: commands.Range[str, 1, 200]):
        if who.bot:
            raise UserError("Bots cannot be warned.")
        self.data.run("INSERT INTO warnings VALUES (?, ?, ?, ?)", ctx.guild.id, who.id, reason, ctx.author.id)
        count = count_of(self.data, ctx.guild, who)
        await ctx.send(f"Warning {count} for {who.mention}: {reason}")

    @commands.hybrid_command(description="List the warnings of a member")
    @app_commands.describe(who="The member")
    @commands.guild_only()
    @commands.has_permissions(kick_members=True)
    async def warnings(self, ctx, who: discord.Member):
        await ctx.send(self.list_of(ctx.guild, who), ephemeral=True)

    @app_commands.guild_only()
    @app_commands.checks.has_permissions(kick_members=True)
    async def show_warnings(self, interaction: discord.Interaction, who: discord.Member):
        await interaction.response.send_message(self.list_of(interaction.guild, who), ephemeral=True)

    @commands.hybrid_command(description="Remove the warnings of a member")
    @app_commands.describe(who="The member")
    @commands.guild_only()
    @commands.has_permissions(kick_members=True)
    async def forgive(self, ctx, who: discord.Member):
        name = who.display_name
        count = count_of(self.data, ctx.guild, who)
        if count == 0:
            await ctx.send(f"{name} has no warnings.")
            return
        question = Confirm(ctx.author)
        await ctx.send(f"Remove the warnings of {name}? There are {count}.", view=question)
        await question.wait()
        if question.answer is None:
            await ctx.send("I waited too long for an answer, so I stopped.")
        elif question.answer:
            self.data.run("DELETE FROM warnings WHERE guild = ? AND user = ?", ctx.guild.id, who.id)
            await ctx.send(f"The warnings of {name} are removed.")
        else:
            await ctx.send(f"{name} keeps the warnings.")

    @commands.hybrid_command(description="Remove the newest messages")
    @app_commands.describe(count="How many messages")
    @commands.guild_only()
    @commands.has_permissions(manage_messages=True)
    @commands.bot_has_permissions(manage_messages=True)
    async def clear(self, ctx, count: commands.Range[int, 1, 100]):
        # The message with the command stays.
        before = None if ctx.interaction else ctx.message
        removed = await ctx.channel.purge(limit=count, before=before)
        await ctx.send(f"Removed {len(removed)} messages.", ephemeral=True)

    def list_of(self, guild, who):
        """Returns the text with the warnings of a member."""
        statement = "SELECT reason, by FROM warnings WHERE guild = ? AND user = ? ORDER BY rowid"
        rows = self.data.run(statement, guild.id, who.id).fetchall()
        if not rows:
            return f"{who.display_name} has no warnings."
        lines = [f"{at}. {reason} (by <@{by}>)" for at, (reason, by) in enumerate(rows, 1)]
        return "\n".join([f"Warnings of {who.display_name}:", *lines])


def count_of(data, guild, who):
    statement = "SELECT COUNT(*) FROM warnings WHERE guild = ? AND user = ?"
    return data.run(statement, guild.id, who.id).fetchone()[0]


async def in_good_standing(ctx):
    """Refuses members with too many warnings."""
    count = count_of(ctx.bot.data, ctx.guild, ctx.author) if ctx.guild else 0
    if count >= TOO_MANY:
        raise commands.CheckFailure(f"You have {count} warnings, so you cannot start polls.")
    return True


async def setup(bot):
    await bot.add_cog(Moderation(bot))
