role-too-powerful = Die Rolle { $role } hat Berechtigungen, die du nicht hast.

ticket-desk = Brauchst du Hilfe? Nur du und die Administratoren können dein Ticket lesen.
ticket-open = Ticket öffnen
ticket-opened = Dein Ticket ist { $channel }.
ticket-hello = Hallo { $user }, wie können wir helfen?
ticket-close = Ticket schließen
ticket-confirm = Das Ticket von { $user } schließen? Seine Nachrichten werden gelöscht.
ticket-kept = Das Ticket bleibt offen.

tag-name = Der Name eines Tags besteht aus Buchstaben von A bis Z, Ziffern und Satzzeichen.
tag-unknown = Es gibt keinen Tag `{ $name }`.
tag-exists = Es gibt schon einen Tag `{ $name }`.
tag-added = Der Tag `{ $name }` ist gespeichert.
tag-edit = { $name } bearbeiten
tag-text = Text
tag-edited = Der Tag `{ $name }` ist geändert.
tag-deleted = Der Tag `{ $name }` ist gelöscht.

reminder-set = Ich erinnere dich { $when }.
reminder = { $user }, hier ist deine Erinnerung: { $text }

welcome-in = Ich begrüße neue Mitglieder in { $channel }.
welcome = Willkommen { $user }!
language-set = Auf diesem Server spreche ich jetzt Deutsch.
prefix-set = Das Präfix ist jetzt `{ $prefix }`.
