"""A bot on discord.py. With SANDBOX_URL it talks to the sandbox instead of Discord."""

import os

import discord
import yarl
from discord.ext import commands

if url := os.environ.get("SANDBOX_URL"):
    # discord.py has no setting for its addresses: it reads these two attributes.
    discord.http.Route.BASE = f"{url}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url.replace("http", "ws", 1))


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


bot = Bot(command_prefix="!", intents=discord.Intents.all())


@bot.command()
async def ping(ctx):
    await ctx.send("pong")


@bot.tree.command(description="Show the menu")
async def menu(interaction: discord.Interaction):
    await interaction.response.send_message("Tea?", view=Menu())


@bot.event
async def on_member_join(member):
    await member.guild.system_channel.send(f"Welcome {member.mention}!")


if __name__ == "__main__":
    bot.run(os.environ["DISCORD_TOKEN"])
