// The bot of README.md on discord.js.

import { ActionRowBuilder, ButtonBuilder, ButtonStyle, Client, Events, GatewayIntentBits, ModalBuilder, TextInputBuilder, TextInputStyle } from "discord.js";

const { DISCORD_TOKEN, SANDBOX_URL } = process.env;
const { Guilds, GuildMembers, GuildMessages, MessageContent } = GatewayIntentBits;
const client = new Client({ intents: [Guilds, GuildMembers, GuildMessages, MessageContent], rest: { api: `${SANDBOX_URL}/api` } });

const commands = {
  "!ping": (message) => message.channel.send("pong"),
  async "!file"(message) {
    const { url } = message.attachments.first();
    const { byteLength } = await (await fetch(url)).arrayBuffer();
    await message.channel.send({ content: `${byteLength} bytes`, files: [{ name: "tea.txt", attachment: Buffer.from("green") }] });
  },
  "!react": (message) => message.react("🍵"),
  async "!history"(message) {
    const before = await message.channel.messages.fetch({ limit: 3, before: message.id });
    await message.channel.send(before.map((one) => one.content).reverse().join(", "));
  },
  async "!members"(message) {
    const members = await message.guild.members.fetch();
    const names = members.filter((member) => !member.user.bot).map((member) => member.user.username);
    await message.channel.send(names.sort().join(", "));
  },
};

client.once(Events.ClientReady, () => client.application.commands.set([{ name: "menu", description: "Show the menu" }]));
client.on(Events.MessageCreate, (message) => commands[message.content]?.(message));
client.on(Events.GuildMemberAdd, (member) => member.guild.systemChannel.send(`Welcome ${member}!`));
client.on(Events.InteractionCreate, (interaction) => {
  if (interaction.isChatInputCommand()) {
    const order = new ButtonBuilder().setCustomId("order").setLabel("Order").setStyle(ButtonStyle.Primary);
    return interaction.reply({ content: "Tea?", components: [new ActionRowBuilder().addComponents(order)] });
  }
  if (interaction.isButton()) {
    const kind = new TextInputBuilder().setCustomId("kind").setLabel("Kind of tea").setStyle(TextInputStyle.Short);
    return interaction.showModal(new ModalBuilder().setCustomId("order").setTitle("Order").addComponents(new ActionRowBuilder().addComponents(kind)));
  }
  if (interaction.isModalSubmit()) return interaction.reply(`One ${interaction.fields.getTextInputValue("kind")} tea!`);
});

await client.login(DISCORD_TOKEN);
