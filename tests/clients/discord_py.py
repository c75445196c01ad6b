"""The bot of README.md on discord.py."""

import io
import os

import discord
import yarl
from discord.ext import commands

# discord.py has no setting for its addresses.
URL = os.environ["SANDBOX_URL"]
discord.http.Route.BASE = f"{URL}/api/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(URL.replace("http", "ws", 1))


class Order(discord.ui.Modal, title="Order"):
    kind = discord.ui.TextInput(label="Kind of tea")

    async def on_submit(self, interaction):
        await interaction.response.send_message(f"One {self.kind.value} tea!")


class Menu(discord.ui.View):
    @discord.ui.button(label="Order")
    async def order(self, interaction, _button):
        await interaction.response.send_modal(Order())


class Bot(commands.Bot):
    async def setup_hook(self):
        await self.tree.sync()

    async def on_member_join(self, member):
        await member.guild.system_channel.send(f"Welcome {member.mention}!")


bot = Bot(command_prefix="!", intents=discord.Intents.all())


@bot.tree.command(description="Show the menu")
async def menu(interaction: discord.Interaction):
    await interaction.response.send_message("Tea?", view=Menu())


@bot.command()
async def ping(ctx):
    await ctx.send("pong")


@bot.command()
async def file(ctx):
    size = len(await ctx.message.attachments[0].read())
    await ctx.send(f"{size} bytes", file=discord.File(io.BytesIO(b"green"), "tea.txt"))


@bot.command()
async def react(ctx):
    await ctx.message.add_reaction("🍵")


@bot.command()
async def history(ctx):
    before = [message.content async for message in ctx.channel.history(limit=3, before=ctx.message)]
    await ctx.send(", ".join(reversed(before)))


@bot.command()
async def members(ctx):
    names = sorted(member.name for member in ctx.guild.members if not member.bot)
    await ctx.send(", ".join(names))


bot.run(os.environ["DISCORD_TOKEN"])
