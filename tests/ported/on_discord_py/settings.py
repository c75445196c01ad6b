"""Settings of a guild: the prefix, and the channel in which new members are welcomed."""

from typing import Optional

import discord
from discord import app_commands
from discord.ext import commands


class Settings(commands.Cog):
    def __init__(self, bot):
        self.bot = bot
        self.data = bot.data

    @commands.hybrid_command(description="Change the prefix of text commands in this server")
    @app_commands.describe(new="The new prefix; without it, the bot's default applies")
    @commands.guild_only()
    @commands.has_permissions(manage_guild=True)
    async def prefix(self, ctx, new: Optional[str] = None):
        self.data.set_setting(ctx.guild.id, "prefix", new)
        await ctx.send(f"The prefix is `{new or '!'}` now.")

    @commands.hybrid_command(name="welcome-in", description="Choose the channel in which new members are welcomed")
    @app_commands.describe(channel="The channel")
    @commands.guild_only()
    @commands.has_permissions(manage_guild=True)
    async def welcome_in(self, ctx, channel: discord.TextChannel):
        self.data.set_setting(ctx.guild.id, "welcome", channel.id)
        await ctx.send(f"I will welcome new members in {channel.mention}.")

    @commands.Cog.listener()
    async def on_member_join(self, member):
        channel = self.data.setting(member.guild.id, "welcome")
        if channel is not None:
            await self.bot.get_partial_messageable(int(channel)).send(f"Welcome {member.mention}!")


async def setup(bot):
    await bot.add_cog(Settings(bot))
