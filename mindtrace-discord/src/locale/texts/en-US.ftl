# The framework's own texts in English. Every other file has the same keys; the names of permissions may be missing.

# Refusals

mindtrace-unknown-command = There is no command `{ $name }`.
mindtrace-unknown-command-nearest = There is no command `{ $name }`. Did you mean { $nearest }?
mindtrace-incomplete = `{ $group }` is a group of commands: { $commands }.
mindtrace-disabled = This command is disabled at the moment.
mindtrace-draining = I am restarting. Please try again in a moment.
mindtrace-guild-only = This command works in servers only.
mindtrace-dm-only = This command works in direct messages only.
mindtrace-nsfw-only = This command works in age-restricted channels only.
mindtrace-owners-only = This command is for the bot's owners.
mindtrace-not-entitled = This command is a premium feature.
mindtrace-missing-permissions = You need { $permissions } here to use this command.
mindtrace-bot-missing-permissions = I need { $permissions } here to do that.
mindtrace-more-permissions = more permissions
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = Slow down: you can use this again { $when }.
mindtrace-busy = This is running already. Please try again when it is done.
mindtrace-overloaded = I am busy at the moment. Please try again in a minute.
mindtrace-denied = You cannot use this command here.
mindtrace-not-below-caller = `{ $parameter }` must be a member who ranks below you.
mindtrace-expired = This has expired. Please run the command again.
mindtrace-not-for-you = This is for another user.
mindtrace-no-modal = This command opens a modal, which works on Discord only.
mindtrace-modal-timeout = The modal was not submitted in time.
mindtrace-wait-timeout = I waited too long for an answer, so I stopped.
mindtrace-changed = This command has changed. Please try again in a moment.
mindtrace-no-private-answer = I can answer this in private only, and you accept no direct messages from this server.
mindtrace-no-answer = There is no answer to that.
mindtrace-deadline = That took too long, so I stopped.
mindtrace-cancelled = I had to stop before this was done. Please try again in a moment.
mindtrace-failed = Something went wrong on my side.
mindtrace-with-reference = { $message } Reference: `{ $reference }`
mindtrace-not-done = That did not work.

# Answers and labels

mindtrace-done = Done.
mindtrace-open = Open
mindtrace-yes = Yes
mindtrace-no = No

# Lists: "a, b and c"

mindtrace-list = { $first }, { $last }
mindtrace-list-and = { $first } and { $last }
mindtrace-list-or = { $first } or { $last }

# Arguments

mindtrace-argument-missing = `{ $parameter }` is missing: { $expected }.
mindtrace-argument-invalid = `{ $parameter }` must be { $expected }, not `{ $value }`.
mindtrace-argument-ambiguous = `{ $parameter }` is not clear: { $reason }.
mindtrace-argument-twice = `{ $parameter }` was given twice.
mindtrace-argument-too-long = `{ $parameter }` takes at most { $most } values.
mindtrace-argument-too-many = `{ $value }` is one word too many. Put a text of several words in "quotes".
mindtrace-argument-unknown = There is no argument called `{ $name }`.
mindtrace-argument-open-quote = A quote is opened and never closed. Write \" for a quote that is part of the text.

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = { $count } members are called that; mention the one you mean
mindtrace-ambiguous-roles = { $count } roles are called that; mention the one you mean
mindtrace-ambiguous-channels = { $count } channels are called that; mention the one you mean
mindtrace-ambiguous-user-or-role = a member and a role are called that; mention the one you mean

# Completes "`x` must be …"

mindtrace-expected-text = a text
mindtrace-expected-boolean = `true` or `false`
mindtrace-expected-character = a single character
mindtrace-expected-integer = a whole number
mindtrace-expected-number = a number
mindtrace-expected-duration = a length of time such as `30s` or `1h30m`
mindtrace-expected-time = a point in time such as `2026-11-24T10:00Z` or `<t:1795514400>`
mindtrace-expected-user = a user, by mention, id or name
mindtrace-expected-member = a member of this server, by mention, id or name
mindtrace-expected-role = a role of this server, by mention, id or name
mindtrace-expected-user-or-role = a user or a role, by mention, id or name
mindtrace-expected-channel = a channel of this server, by mention, id or name
mindtrace-expected-user-id = a user, by mention or id
mindtrace-expected-guild-id = the id of a server
mindtrace-expected-message-id = the id of a message
mindtrace-expected-message = a message here that you can read, by link or id
mindtrace-expected-emoji = an emoji
mindtrace-expected-code = code, in a code block or without
mindtrace-expected-attachment = a file, attached on Discord
mindtrace-expected-parsed = something this command understands
mindtrace-expected-choice = one of { $choices }
mindtrace-expected-choice-more = { $choices } and { $count } more
mindtrace-expected-channel-of-kind = { $kinds } of this server, by mention, id or name
mindtrace-expected-between = { $expected } from { $min } to { $max }
mindtrace-expected-at-least = { $expected } of at least { $min }
mindtrace-expected-at-most = { $expected } of at most { $max }
mindtrace-expected-length-between = { $expected } of { $min } to { $max } characters
mindtrace-expected-length-at-least = { $expected } of at least { $min } characters
mindtrace-expected-length-at-most = { $expected } of at most { $max } characters
mindtrace-channel-text = a text channel
mindtrace-channel-voice = a voice channel
mindtrace-channel-category = a category
mindtrace-channel-announcement = an announcement channel
mindtrace-channel-thread = a thread
mindtrace-channel-stage = a stage
mindtrace-channel-forum = a forum
mindtrace-channel-media = a media channel

# Help

mindtrace-help-title = Commands
mindtrace-help-footer = { $call } explains a command.
mindtrace-help-prefixes = Prefixes: { $prefixes }
mindtrace-help-other = Other
mindtrace-help-none = There are no commands you can use here.
mindtrace-help-usage = Usage
mindtrace-help-arguments = Arguments
mindtrace-help-optional = (optional)
mindtrace-help-aliases = Also called
mindtrace-help-permissions = You need
mindtrace-help-how-often = How often
mindtrace-help-rate = { $uses ->
        [one] once in { $duration }
       *[other] { $uses } times in { $duration }
    }
mindtrace-help-rate-guild = { $rate } for the whole server
mindtrace-help-rate-channel = { $rate } for the whole channel
mindtrace-help-rate-member = { $rate } for each member
mindtrace-help-rate-global = { $rate } for all users together
# Completes "once in …"
mindtrace-seconds = { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
mindtrace-minutes = { $count } minutes

# Permissions, as Discord's client calls them

mindtrace-permission-create-invite = Create Invite
mindtrace-permission-kick-members = Kick Members
mindtrace-permission-ban-members = Ban Members
mindtrace-permission-administrator = Administrator
mindtrace-permission-manage-channels = Manage Channels
mindtrace-permission-manage-server = Manage Server
mindtrace-permission-add-reactions = Add Reactions
mindtrace-permission-view-audit-log = View Audit Log
mindtrace-permission-priority-speaker = Priority Speaker
mindtrace-permission-video = Video
mindtrace-permission-view-channels = View Channels
mindtrace-permission-send-messages = Send Messages
mindtrace-permission-send-tts-messages = Send Text-to-Speech Messages
mindtrace-permission-manage-messages = Manage Messages
mindtrace-permission-embed-links = Embed Links
mindtrace-permission-attach-files = Attach Files
mindtrace-permission-read-message-history = Read Message History
mindtrace-permission-mention-everyone = Mention @everyone, @here, and All Roles
mindtrace-permission-use-external-emoji = Use External Emoji
mindtrace-permission-view-server-insights = View Server Insights
mindtrace-permission-connect = Connect
mindtrace-permission-speak = Speak
mindtrace-permission-mute-members = Mute Members
mindtrace-permission-deafen-members = Deafen Members
mindtrace-permission-move-members = Move Members
mindtrace-permission-use-voice-activity = Use Voice Activity
mindtrace-permission-change-nickname = Change Nickname
mindtrace-permission-manage-nicknames = Manage Nicknames
mindtrace-permission-manage-roles = Manage Roles
mindtrace-permission-manage-webhooks = Manage Webhooks
mindtrace-permission-manage-expressions = Manage Expressions
mindtrace-permission-use-application-commands = Use Application Commands
mindtrace-permission-request-to-speak = Request to Speak
mindtrace-permission-manage-events = Manage Events
mindtrace-permission-manage-threads = Manage Threads
mindtrace-permission-create-public-threads = Create Public Threads
mindtrace-permission-create-private-threads = Create Private Threads
mindtrace-permission-use-external-stickers = Use External Stickers
mindtrace-permission-send-messages-in-threads = Send Messages in Threads
mindtrace-permission-use-activities = Use Activities
mindtrace-permission-timeout-members = Timeout Members
mindtrace-permission-view-subscription-insights = View Server Subscription Insights
mindtrace-permission-use-soundboard = Use Soundboard
mindtrace-permission-create-expressions = Create Expressions
mindtrace-permission-create-events = Create Events
mindtrace-permission-use-external-sounds = Use External Sounds
mindtrace-permission-send-voice-messages = Send Voice Messages
mindtrace-permission-set-voice-channel-status = Set Voice Channel Status
mindtrace-permission-create-polls = Create Polls
mindtrace-permission-use-external-apps = Use External Apps
mindtrace-permission-pin-messages = Pin Messages
mindtrace-permission-bypass-slowmode = Bypass Slowmode
