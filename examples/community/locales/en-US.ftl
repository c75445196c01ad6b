role-too-powerful = The role { $role } has permissions that you do not have.

ticket-desk = Do you need help? Only you and the administrators can read your ticket.
ticket-open = Open a ticket
ticket-opened = Your ticket is { $channel }.
ticket-hello = Hello { $user }, how can we help?
ticket-close = Close the ticket
ticket-confirm = Close the ticket of { $user }? Its messages will be deleted.
ticket-kept = The ticket stays open.

tag-name = The name of a tag consists of letters from A to Z, digits and punctuation.
tag-unknown = There is no tag `{ $name }`.
tag-exists = There is a tag `{ $name }` already.
tag-added = I saved the tag `{ $name }`.
tag-edit = Edit { $name }
tag-text = Text
tag-edited = I changed the tag `{ $name }`.
tag-deleted = I deleted the tag `{ $name }`.

reminder-set = I will remind you { $when }.
reminder = { $user }, here is your reminder: { $text }

welcome-in = I will welcome new members in { $channel }.
welcome = Welcome { $user }!
language-set = I speak English in this server now.
prefix-set = The prefix is `{ $prefix }` now.
