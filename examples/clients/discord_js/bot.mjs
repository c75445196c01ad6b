// A bot on discord.js. With SANDBOX_URL it talks to the sandbox instead of Discord.

import { ActionRowBuilder, ButtonBuilder, ButtonStyle, Client, Events, GatewayIntentBits, ModalBuilder, TextInputBuilder, TextInputStyle } from "discord.js";

const { SANDBOX_URL, DISCORD_TOKEN } = process.env;
const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent];
// Only the REST API needs another address: it returns that of the gateway.
const client = new Client({ intents, ...(SANDBOX_URL && { rest: { api: `${SANDBOX_URL}/api` } }) });

client.once(Events.ClientReady, () => client.application.commands.set([{ name: "menu", description: "Show the menu" }]));

client.on(Events.MessageCreate, (message) => {
  if (message.content === "!ping") return message.channel.send("pong");
});

client.on(Events.GuildMemberAdd, (member) => member.guild.systemChannel.send(`Welcome ${member}!`));

client.on(Events.InteractionCreate, (interaction) => {
  if (interaction.isChatInputCommand()) {
    const order = new ButtonBuilder().setCustomId("order").setLabel("Order").setStyle(ButtonStyle.Primary);
    return interaction.reply({ content: "Tea?", components: [new ActionRowBuilder().addComponents(order)] });
  }
  if (interaction.isButton()) {
    const kind = new TextInputBuilder().setCustomId("kind").setLabel("Kind of tea").setStyle(TextInputStyle.Short);
    const modal = new ModalBuilder().setCustomId("order").setTitle("Order");
    return interaction.showModal(modal.addComponents(new ActionRowBuilder().addComponents(kind)));
  }
  if (interaction.isModalSubmit()) return interaction.reply(`One ${interaction.fields.getTextInputValue("kind")} tea!`);
});

await client.login(DISCORD_TOKEN);
