"""The bot on discord.py: an original of examples/steward. With SANDBOX_URL it talks to the sandbox instead of Discord."""

import logging
import math
import os

import discord
import yarl
from discord.ext import commands

from data import Data, UserError

EXTENSIONS = ["moderation", "polls", "reminders", "settings", "tags"]

log = logging.getLogger(__name__)

if url := os.environ.get("SANDBOX_URL"):
    # discord.py has no setting for its addresses: it reads these two attributes.
    discord.http.Route.BASE = f"{url}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url.replace("http", "ws", 1))


class Steward(commands.Bot):
    def __init__(self, data):
        intents = discord.Intents.default()
        intents.members = True
        intents.message_content = True
        super().__init__(command_prefix=prefix_of, intents=intents)
        self.data = data

    async def setup_hook(self):
        for extension in EXTENSIONS:
            await self.load_extension(extension)
        await self.tree.sync()

    async def on_command_error(self, ctx, error):
        if isinstance(error, commands.CommandNotFound):
            return
        text = text_of(error)
        if text is None:
            log.error("%s failed", ctx.command, exc_info=error)
            text = "Something went wrong on my side."
        await ctx.send(text, ephemeral=True)


async def prefix_of(bot, message):
    own = message.guild and bot.data.setting(message.guild.id, "prefix")
    return own or "!"


def text_of(error):
    """Returns the text of an error for the caller, if it is the caller's mistake."""
    match error:
        case commands.MissingPermissions():
            return f"You need {names(error.missing_permissions)} here to use this command."
        case commands.BotMissingPermissions():
            return f"I need {names(error.missing_permissions)} here to do that."
        case commands.CommandOnCooldown():
            return f"Slow down: you can use this again in {math.ceil(error.retry_after)} seconds."
        case commands.NoPrivateMessage():
            return "This command works in servers only."
        case UserError() | commands.UserInputError() | commands.CheckFailure():
            return str(error)
        case _:
            return None


def names(permissions):
    return ", ".join(permission.replace("_", " ").title() for permission in permissions)


if __name__ == "__main__":
    Steward(Data(os.environ["DATABASE"])).run(os.environ["DISCORD_TOKEN"])
