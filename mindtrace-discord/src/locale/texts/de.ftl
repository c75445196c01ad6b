# The framework's own texts in German. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = Es gibt keinen Befehl `{ $name }`.
mindtrace-unknown-command-nearest = Es gibt keinen Befehl `{ $name }`. Meintest du { $nearest }?
mindtrace-incomplete = `{ $group }` ist eine Gruppe von Befehlen: { $commands }.
mindtrace-disabled = Dieser Befehl ist gerade ausgeschaltet.
mindtrace-draining = Ich starte gerade neu. Bitte versuche es gleich noch einmal.
mindtrace-guild-only = Dieser Befehl funktioniert nur auf Servern.
mindtrace-dm-only = Dieser Befehl funktioniert nur in Direktnachrichten.
mindtrace-nsfw-only = Dieser Befehl funktioniert nur in Kanälen mit Altersbeschränkung.
mindtrace-owners-only = Dieser Befehl ist den Besitzern des Bots vorbehalten.
mindtrace-not-entitled = Dieser Befehl ist eine Premium-Funktion.
mindtrace-missing-permissions = Für diesen Befehl brauchst du hier { $permissions }.
mindtrace-bot-missing-permissions = Dafür brauche ich hier { $permissions }.
mindtrace-more-permissions = weitere Berechtigungen
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = Nicht so schnell: Du kannst das { $when } wieder benutzen.
mindtrace-busy = Das läuft schon. Bitte versuche es noch einmal, wenn es fertig ist.
mindtrace-overloaded = Ich bin gerade beschäftigt. Bitte versuche es in einer Minute noch einmal.
mindtrace-denied = Du kannst diesen Befehl hier nicht benutzen.
mindtrace-not-below-caller = `{ $parameter }` muss ein Mitglied sein, das im Rang unter dir steht.
mindtrace-expired = Das ist abgelaufen. Bitte rufe den Befehl noch einmal auf.
mindtrace-not-for-you = Das ist für jemand anderen.
mindtrace-no-modal = Dieser Befehl öffnet ein Formular. Das geht nur auf Discord.
mindtrace-modal-timeout = Das Formular wurde nicht rechtzeitig abgeschickt.
mindtrace-wait-timeout = Ich habe zu lange auf eine Antwort gewartet und aufgehört.
mindtrace-changed = Dieser Befehl hat sich geändert. Bitte versuche es gleich noch einmal.
mindtrace-no-private-answer = Ich kann darauf nur privat antworten, und du nimmst keine Direktnachrichten von diesem Server an.
mindtrace-no-answer = Darauf gibt es keine Antwort.
mindtrace-deadline = Das hat zu lange gedauert, deshalb habe ich aufgehört.
mindtrace-cancelled = Ich musste aufhören, bevor das fertig war. Bitte versuche es gleich noch einmal.
mindtrace-failed = Bei mir ist etwas schiefgegangen.
mindtrace-with-reference = { $message } Referenz: `{ $reference }`
mindtrace-not-done = Das hat nicht geklappt.

# Answers and labels

mindtrace-done = Erledigt.
mindtrace-open = Öffnen
mindtrace-yes = Ja
mindtrace-no = Nein

# Lists: "a, b and c"

mindtrace-list = { $first }, { $last }
mindtrace-list-and = { $first } und { $last }
mindtrace-list-or = { $first } oder { $last }

# Arguments

mindtrace-argument-missing = `{ $parameter }` fehlt: { $expected }.
mindtrace-argument-invalid = `{ $parameter }` muss { $expected } sein, nicht `{ $value }`.
mindtrace-argument-ambiguous = `{ $parameter }` ist nicht eindeutig: { $reason }.
mindtrace-argument-twice = `{ $parameter }` wurde zweimal angegeben.
mindtrace-argument-too-long = `{ $parameter }` nimmt höchstens { $most } Werte an.
mindtrace-argument-too-many = `{ $value }` ist ein Wort zu viel. Setze einen Text aus mehreren Wörtern in "Anführungszeichen".
mindtrace-argument-unknown = Es gibt kein Argument namens `{ $name }`.
mindtrace-argument-open-quote = Ein Anführungszeichen wird geöffnet und nie geschlossen. Schreibe \" für ein Anführungszeichen, das zum Text gehört.

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = { $count } Mitglieder heißen so; erwähne das richtige
mindtrace-ambiguous-roles = { $count } Rollen heißen so; erwähne die richtige
mindtrace-ambiguous-channels = { $count } Kanäle heißen so; erwähne den richtigen
mindtrace-ambiguous-user-or-role = ein Mitglied und eine Rolle heißen so; erwähne, wen du meinst

# Completes "`x` must be …"

mindtrace-expected-text = ein Text
mindtrace-expected-boolean = `true` oder `false`
mindtrace-expected-character = ein einzelnes Zeichen
mindtrace-expected-integer = eine ganze Zahl
mindtrace-expected-number = eine Zahl
mindtrace-expected-duration = eine Dauer wie `30s` oder `1h30m`
mindtrace-expected-time = ein Zeitpunkt wie `2026-11-24T10:00Z` oder `<t:1795514400>`
mindtrace-expected-user = ein Benutzer, als Erwähnung, ID oder Name
mindtrace-expected-member = ein Mitglied dieses Servers, als Erwähnung, ID oder Name
mindtrace-expected-role = eine Rolle dieses Servers, als Erwähnung, ID oder Name
mindtrace-expected-user-or-role = ein Benutzer oder eine Rolle, als Erwähnung, ID oder Name
mindtrace-expected-channel = ein Kanal dieses Servers, als Erwähnung, ID oder Name
mindtrace-expected-user-id = ein Benutzer, als Erwähnung oder ID
mindtrace-expected-guild-id = die ID eines Servers
mindtrace-expected-message-id = die ID einer Nachricht
mindtrace-expected-message = eine Nachricht von hier, die du lesen kannst, als Link oder ID
mindtrace-expected-emoji = ein Emoji
mindtrace-expected-code = Code, in einem Codeblock oder ohne
mindtrace-expected-attachment = eine Datei, auf Discord angehängt
mindtrace-expected-parsed = etwas, das dieser Befehl versteht
mindtrace-expected-choice = eines von { $choices }
mindtrace-expected-choice-more = { $choices } und { $count } weiteren
mindtrace-expected-channel-of-kind = { $kinds } dieses Servers, als Erwähnung, ID oder Name
mindtrace-expected-between = { $expected } von { $min } bis { $max }
mindtrace-expected-at-least = { $expected } von mindestens { $min }
mindtrace-expected-at-most = { $expected } von höchstens { $max }
mindtrace-expected-length-between = { $expected } von { $min } bis { $max } Zeichen
mindtrace-expected-length-at-least = { $expected } von mindestens { $min } Zeichen
mindtrace-expected-length-at-most = { $expected } von höchstens { $max } Zeichen
mindtrace-channel-text = ein Textkanal
mindtrace-channel-voice = ein Sprachkanal
mindtrace-channel-category = eine Kategorie
mindtrace-channel-announcement = ein Ankündigungskanal
mindtrace-channel-thread = ein Thread
mindtrace-channel-stage = ein Stage-Kanal
mindtrace-channel-forum = ein Forum
mindtrace-channel-media = ein Medienkanal

# Help

mindtrace-help-title = Befehle
mindtrace-help-footer = { $call } erklärt einen Befehl.
mindtrace-help-prefixes = Präfixe: { $prefixes }
mindtrace-help-other = Sonstige
mindtrace-help-none = Es gibt keine Befehle, die du hier benutzen kannst.
mindtrace-help-usage = Aufruf
mindtrace-help-arguments = Argumente
mindtrace-help-optional = (freiwillig)
mindtrace-help-aliases = Heißt auch
mindtrace-help-permissions = Du brauchst
mindtrace-help-how-often = Wie oft
mindtrace-help-rate = { $uses ->
        [one] einmal in { $duration }
       *[other] { $uses }-mal in { $duration }
    }
mindtrace-help-rate-guild = { $rate } für den ganzen Server
mindtrace-help-rate-channel = { $rate } für den ganzen Kanal
mindtrace-help-rate-member = { $rate } für jedes Mitglied
mindtrace-help-rate-global = { $rate } für alle Benutzer zusammen
# Completes "once in …"
mindtrace-seconds = { $count ->
        [one] { $count } Sekunde
       *[other] { $count } Sekunden
    }
mindtrace-minutes = { $count ->
        [one] { $count } Minute
       *[other] { $count } Minuten
    }

# Permissions, as Discord's client calls them

mindtrace-permission-create-invite = Einladung erstellen
mindtrace-permission-kick-members = Mitglieder kicken
mindtrace-permission-ban-members = Mitglieder bannen
mindtrace-permission-administrator = Administrator
mindtrace-permission-manage-channels = Kanäle verwalten
mindtrace-permission-manage-server = Server verwalten
mindtrace-permission-add-reactions = Reaktionen hinzufügen
mindtrace-permission-view-audit-log = Auditlog einsehen
mindtrace-permission-priority-speaker = Very Important Speaker
mindtrace-permission-video = Video
mindtrace-permission-view-channels = Kanäle ansehen
mindtrace-permission-send-messages = Nachrichten senden
mindtrace-permission-send-tts-messages = Text-zu-Sprache-Nachrichten senden
mindtrace-permission-manage-messages = Nachrichten verwalten
mindtrace-permission-embed-links = Links einbetten
mindtrace-permission-attach-files = Dateien anhängen
mindtrace-permission-read-message-history = Nachrichtenverlauf anzeigen
mindtrace-permission-mention-everyone = @everyone, @here und alle Rollen erwähnen
mindtrace-permission-use-external-emoji = Externe Emojis verwenden
mindtrace-permission-view-server-insights = Servereinblicke anzeigen
mindtrace-permission-connect = Verbinden
mindtrace-permission-speak = Sprechen
mindtrace-permission-mute-members = Mitglieder stummschalten
mindtrace-permission-deafen-members = Ein- und Ausgabe von Mitgliedern deaktivieren
mindtrace-permission-move-members = Mitglieder verschieben
mindtrace-permission-use-voice-activity = Sprachaktivierung verwenden
mindtrace-permission-change-nickname = Nickname ändern
mindtrace-permission-manage-nicknames = Nicknames verwalten
mindtrace-permission-manage-roles = Rollen verwalten
mindtrace-permission-manage-webhooks = WebHooks verwalten
mindtrace-permission-manage-expressions = Ausdrücke verwalten
mindtrace-permission-use-application-commands = Anwendungsbefehle verwenden
mindtrace-permission-request-to-speak = Redeanfrage
mindtrace-permission-manage-events = Events verwalten
mindtrace-permission-manage-threads = Threads verwalten
mindtrace-permission-create-public-threads = Öffentliche Threads erstellen
mindtrace-permission-create-private-threads = Private Threads erstellen
mindtrace-permission-use-external-stickers = Externe Sticker verwenden
mindtrace-permission-send-messages-in-threads = Nachrichten in Threads senden
mindtrace-permission-use-activities = Aktivitäten verwenden
mindtrace-permission-timeout-members = Mitglieder im Timeout
mindtrace-permission-view-subscription-insights = Einblicke in Server-Abonnements anzeigen
mindtrace-permission-use-soundboard = Soundboard verwenden
mindtrace-permission-create-expressions = Ausdrücke erstellen
mindtrace-permission-create-events = Events erstellen
mindtrace-permission-use-external-sounds = Externe Sounds verwenden
mindtrace-permission-send-voice-messages = Sprachnachrichten senden
mindtrace-permission-set-voice-channel-status = Sprachkanalstatus festlegen
mindtrace-permission-create-polls = Umfragen erstellen
mindtrace-permission-use-external-apps = Externe Apps verwenden
mindtrace-permission-pin-messages = Nachrichten anpinnen
mindtrace-permission-bypass-slowmode = Slowmode umgehen
