"""Texts under a name, edited in a modal."""

import re

import discord
from discord import app_commands
from discord.ext import commands

from data import UserError


class TagForm(discord.ui.Modal, title="Edit a tag"):
    text = discord.ui.TextInput(label="Text", style=discord.TextStyle.paragraph, max_length=1000)

    def __init__(self, cog, name, text):
        super().__init__()
        self.cog = cog
        self.name = name
        self.text.default = text

    async def on_submit(self, interaction):
        statement = "UPDATE tags SET text = ? WHERE guild = ? AND name = ?"
        self.cog.data.run(statement, self.text.value, interaction.guild_id, self.name)
        await interaction.response.send_message(f"I changed the tag `{self.name}`.")


class Tags(commands.Cog):
    def __init__(self, bot):
        self.data = bot.data

    @commands.hybrid_group(description="Texts to show again")
    @commands.guild_only()
    async def tag(self, ctx):
        names = ", ".join(sorted(command.name for command in ctx.command.commands))
        await ctx.send(f"`tag` is a group of commands: {names}.")

    @tag.command(description="Save a text under a new name")
    @app_commands.describe(name="The name of the tag", text="The text to save")
    @commands.guild_only()
    @commands.has_permissions(manage_messages=True)
    async def add(self, ctx, name: commands.Range[str, 1, 30], *, text: commands.Range[str, 1, 1000]):
        if not re.fullmatch("[A-Za-z0-9-]+", name):
            raise UserError("The name of a tag consists of letters, digits and `-`.")
        statement = "INSERT OR IGNORE INTO tags VALUES (?, ?, ?)"
        if self.data.run(statement, ctx.guild.id, name, text).rowcount == 0:
            raise UserError(f"There is a tag `{name}` already.")
        await ctx.send(f"I saved the tag `{name}`.")

    @tag.command(description="Show a text")
    @app_commands.describe(name="The name of the tag")
    @commands.guild_only()
    async def show(self, ctx, name: str):
        await ctx.send(self.text_of(ctx.guild, name))

    @tag.command(name="list", description="List the names of all tags")
    @commands.guild_only()
    async def list_names(self, ctx):
        names = "`, `".join(self.names_with(ctx.guild, ""))
        await ctx.send(f"Tags: `{names}`" if names else "There are no tags.")

    @tag.command(description="Edit a text in a modal")
    @app_commands.describe(name="The name of the tag")
    @commands.guild_only()
    @commands.has_permissions(manage_messages=True)
    async def edit(self, ctx, name: str):
        text = self.text_of(ctx.guild, name)
        if ctx.interaction is None:
            raise UserError("Discord opens a modal for `/tag edit` only.")
        await ctx.interaction.response.send_modal(TagForm(self, name, text))

    @tag.command(description="Delete a text")
    @app_commands.describe(name="The name of the tag")
    @commands.guild_only()
    @commands.has_permissions(manage_messages=True)
    async def delete(self, ctx, name: str):
        statement = "DELETE FROM tags WHERE guild = ? AND name = ?"
        if self.data.run(statement, ctx.guild.id, name).rowcount == 0:
            raise UserError(f"There is no tag `{name}`.")
        await ctx.send(f"I deleted the tag `{name}`.")

    @show.autocomplete("name")
    @edit.autocomplete("name")
    @delete.autocomplete("name")
    async def suggest(self, interaction: discord.Interaction, typed: str):
        """Suggests the names of the guild's tags that begin with a text."""
        names = self.names_with(interaction.guild, typed)
        return [app_commands.Choice(name=name, value=name) for name in names[:25]]

    def names_with(self, guild, start):
        rows = self.data.run("SELECT name FROM tags WHERE guild = ? ORDER BY name", guild.id)
        return [name for (name,) in rows if name.startswith(start)]

    def text_of(self, guild, name):
        row = self.data.run("SELECT text FROM tags WHERE guild = ? AND name = ?", guild.id, name).fetchone()
        if row is None:
            raise UserError(f"There is no tag `{name}`.")
        return row[0]


async def setup(bot):
    await bot.add_cog(Tags(bot))
