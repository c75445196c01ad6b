# The framework's own texts in Dutch. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = Er is geen commando `{ $name }`.
mindtrace-unknown-command-nearest = Er is geen commando `{ $name }`. Bedoelde je { $nearest }?
mindtrace-incomplete = `{ $group }` is een groep commando's: { $commands }.
mindtrace-disabled = Dit commando is op dit moment uitgeschakeld.
mindtrace-draining = Ik start opnieuw op. Probeer het zo nog eens.
mindtrace-guild-only = Dit commando werkt alleen op servers.
mindtrace-dm-only = Dit commando werkt alleen in privéberichten.
mindtrace-nsfw-only = Dit commando werkt alleen in kanalen met een leeftijdsgrens.
mindtrace-owners-only = Dit commando is alleen voor de eigenaren van de bot.
mindtrace-not-entitled = Dit commando is een premiumfunctie.
mindtrace-missing-permissions = Voor dit commando heb je hier { $permissions } nodig.
mindtrace-bot-missing-permissions = Daarvoor heb ik hier { $permissions } nodig.
mindtrace-more-permissions = meer rechten
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = Rustig aan: je kunt dit { $when } weer gebruiken.
mindtrace-busy = Dit is al bezig. Probeer het nog eens als het klaar is.
mindtrace-overloaded = Ik ben nu bezet. Probeer het over een minuut nog eens.
mindtrace-denied = Je kunt dit commando hier niet gebruiken.
mindtrace-not-below-caller = `{ $parameter }` moet een lid zijn met een lagere rang dan jij.
mindtrace-expired = Dit is verlopen. Voer het commando opnieuw uit.
mindtrace-not-for-you = Dit is voor iemand anders.
mindtrace-no-modal = Dit commando opent een formulier, en dat kan alleen op Discord.
mindtrace-modal-timeout = Het formulier is niet op tijd verstuurd.
mindtrace-wait-timeout = Ik heb te lang op antwoord gewacht en ben gestopt.
mindtrace-changed = Dit commando is veranderd. Probeer het zo nog eens.
mindtrace-no-private-answer = Ik kan hier alleen privé op antwoorden, en je accepteert geen privéberichten van deze server.
mindtrace-no-answer = Daar is geen antwoord op.
mindtrace-deadline = Dat duurde te lang, dus ik ben gestopt.
mindtrace-cancelled = Ik moest stoppen voordat dit klaar was. Probeer het zo nog eens.
mindtrace-failed = Er is bij mij iets misgegaan.
mindtrace-with-reference = { $message } Referentie: `{ $reference }`
mindtrace-not-done = Dat is niet gelukt.

# Answers and labels

mindtrace-done = Klaar.
mindtrace-open = Openen
mindtrace-yes = Ja
mindtrace-no = Nee

# Lists: "a, b and c"

mindtrace-list = { $first }, { $last }
mindtrace-list-and = { $first } en { $last }
mindtrace-list-or = { $first } of { $last }

# Arguments

mindtrace-argument-missing = `{ $parameter }` ontbreekt: { $expected }.
mindtrace-argument-invalid = `{ $parameter }` moet { $expected } zijn, niet `{ $value }`.
mindtrace-argument-ambiguous = `{ $parameter }` is niet duidelijk: { $reason }.
mindtrace-argument-twice = `{ $parameter }` is twee keer opgegeven.
mindtrace-argument-too-long = `{ $parameter }` accepteert hoogstens { $most } waarden.
mindtrace-argument-too-many = `{ $value }` is een woord te veel. Zet een tekst van meerdere woorden tussen "aanhalingstekens".
mindtrace-argument-unknown = Er is geen argument met de naam `{ $name }`.
mindtrace-argument-open-quote = Er wordt een aanhalingsteken geopend en niet gesloten. Schrijf \" voor een aanhalingsteken dat bij de tekst hoort.

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = { $count } leden heten zo; vermeld het juiste lid
mindtrace-ambiguous-roles = { $count } rollen heten zo; vermeld de juiste rol
mindtrace-ambiguous-channels = { $count } kanalen heten zo; vermeld het juiste kanaal
mindtrace-ambiguous-user-or-role = een lid en een rol heten zo; vermeld de juiste

# Completes "`x` must be …"

mindtrace-expected-text = een tekst
mindtrace-expected-boolean = `true` of `false`
mindtrace-expected-character = één teken
mindtrace-expected-integer = een geheel getal
mindtrace-expected-number = een getal
mindtrace-expected-duration = een duur zoals `30s` of `1h30m`
mindtrace-expected-time = een tijdstip zoals `2026-11-24T10:00Z` of `<t:1795514400>`
mindtrace-expected-user = een gebruiker, als vermelding, ID of naam
mindtrace-expected-member = een lid van deze server, als vermelding, ID of naam
mindtrace-expected-role = een rol van deze server, als vermelding, ID of naam
mindtrace-expected-user-or-role = een gebruiker of een rol, als vermelding, ID of naam
mindtrace-expected-channel = een kanaal van deze server, als vermelding, ID of naam
mindtrace-expected-user-id = een gebruiker, als vermelding of ID
mindtrace-expected-guild-id = de ID van een server
mindtrace-expected-message-id = de ID van een bericht
mindtrace-expected-message = een bericht van hier dat je kunt lezen, als link of ID
mindtrace-expected-emoji = een emoji
mindtrace-expected-code = code, met of zonder codeblok
mindtrace-expected-attachment = een bestand, bijgevoegd op Discord
mindtrace-expected-parsed = iets wat dit commando begrijpt
mindtrace-expected-choice = een van { $choices }
mindtrace-expected-choice-more = { $choices } en nog { $count }
mindtrace-expected-channel-of-kind = { $kinds } van deze server, als vermelding, ID of naam
mindtrace-expected-between = { $expected } van { $min } tot { $max }
mindtrace-expected-at-least = { $expected } van minstens { $min }
mindtrace-expected-at-most = { $expected } van hoogstens { $max }
mindtrace-expected-length-between = { $expected } van { $min } tot { $max } tekens
mindtrace-expected-length-at-least = { $expected } van minstens { $min ->
        [one] { $min } teken
       *[other] { $min } tekens
    }
mindtrace-expected-length-at-most = { $expected } van hoogstens { $max ->
        [one] { $max } teken
       *[other] { $max } tekens
    }
mindtrace-channel-text = een tekstkanaal
mindtrace-channel-voice = een spraakkanaal
mindtrace-channel-category = een categorie
mindtrace-channel-announcement = een aankondigingenkanaal
mindtrace-channel-thread = een thread
mindtrace-channel-stage = een podiumkanaal
mindtrace-channel-forum = een forum
mindtrace-channel-media = een mediakanaal

# Help

mindtrace-help-title = Commando's
mindtrace-help-footer = { $call } legt een commando uit.
mindtrace-help-prefixes = Prefixen: { $prefixes }
mindtrace-help-other = Overige
mindtrace-help-none = Er zijn geen commando's die je hier kunt gebruiken.
mindtrace-help-usage = Gebruik
mindtrace-help-arguments = Argumenten
mindtrace-help-optional = (optioneel)
mindtrace-help-aliases = Heet ook
mindtrace-help-permissions = Je hebt nodig
mindtrace-help-how-often = Hoe vaak
mindtrace-help-rate = { $uses ->
        [one] één keer in { $duration }
       *[other] { $uses } keer in { $duration }
    }
mindtrace-help-rate-guild = { $rate } voor de hele server
mindtrace-help-rate-channel = { $rate } voor het hele kanaal
mindtrace-help-rate-member = { $rate } voor elk lid
mindtrace-help-rate-global = { $rate } voor alle gebruikers samen
# Completes "once in …"
mindtrace-seconds = { $count ->
        [one] { $count } seconde
       *[other] { $count } seconden
    }
mindtrace-minutes = { $count ->
        [one] { $count } minuut
       *[other] { $count } minuten
    }
