# The framework's own texts in Swedish. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = Det finns inget kommando `{ $name }`.
mindtrace-unknown-command-nearest = Det finns inget kommando `{ $name }`. Menade du { $nearest }?
mindtrace-incomplete = `{ $group }` är en grupp med kommandon: { $commands }.
mindtrace-disabled = Det här kommandot är avstängt just nu.
mindtrace-draining = Jag startar om. Försök igen om en stund.
mindtrace-guild-only = Det här kommandot fungerar bara på servrar.
mindtrace-dm-only = Det här kommandot fungerar bara i direktmeddelanden.
mindtrace-nsfw-only = Det här kommandot fungerar bara i åldersbegränsade kanaler.
mindtrace-owners-only = Det här kommandot är bara för botens ägare.
mindtrace-not-entitled = Det här kommandot är en premiumfunktion.
mindtrace-missing-permissions = För att använda det här kommandot här behöver du { $permissions }.
mindtrace-bot-missing-permissions = För att göra det här behöver jag { $permissions }.
mindtrace-more-permissions = fler behörigheter
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = Ta det lugnt: du kan använda det igen { $when }.
mindtrace-busy = Det pågår redan. Försök igen när det är klart.
mindtrace-overloaded = Jag är upptagen just nu. Försök igen om en minut.
mindtrace-denied = Du kan inte använda det här kommandot här.
mindtrace-not-below-caller = `{ $parameter }` måste vara en medlem med lägre rang än du.
mindtrace-expired = Det har gått ut. Kör kommandot igen.
mindtrace-not-for-you = Det är till någon annan.
mindtrace-no-modal = Det här kommandot öppnar ett formulär, vilket bara fungerar på Discord.
mindtrace-modal-timeout = Formuläret skickades inte i tid.
mindtrace-wait-timeout = Jag väntade för länge på ett svar, så jag slutade.
mindtrace-changed = Det här kommandot har ändrats. Försök igen om en stund.
mindtrace-no-private-answer = Jag kan bara svara privat på det, och du tar inte emot direktmeddelanden från den här servern.
mindtrace-no-answer = Det finns inget svar på det.
mindtrace-deadline = Det tog för lång tid, så jag slutade.
mindtrace-cancelled = Jag var tvungen att sluta innan det var klart. Försök igen om en stund.
mindtrace-failed = Något gick fel hos mig.
mindtrace-with-reference = { $message } Referens: `{ $reference }`
mindtrace-not-done = Det gick inte.

# Answers and labels

mindtrace-done = Klart.
mindtrace-open = Öppna
mindtrace-yes = Ja
mindtrace-no = Nej

# Lists: "a, b and c"

mindtrace-list = { $first }, { $last }
mindtrace-list-and = { $first } och { $last }
mindtrace-list-or = { $first } eller { $last }

# Arguments

mindtrace-argument-missing = `{ $parameter }` saknas: { $expected }.
mindtrace-argument-invalid = `{ $parameter }` måste vara { $expected }, inte `{ $value }`.
mindtrace-argument-ambiguous = `{ $parameter }` är inte entydigt: { $reason }.
mindtrace-argument-twice = `{ $parameter }` angavs två gånger.
mindtrace-argument-too-long = `{ $parameter }` tar högst { $most } värden.
mindtrace-argument-too-many = `{ $value }` är ett ord för mycket. Sätt en text med flera ord inom "citattecken".
mindtrace-argument-unknown = Det finns inget argument som heter `{ $name }`.
mindtrace-argument-open-quote = Ett citattecken öppnas och stängs aldrig. Skriv \" för ett citattecken som hör till texten.

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = { $count } medlemmar heter så; nämn den rätta
mindtrace-ambiguous-roles = { $count } roller heter så; nämn den rätta
mindtrace-ambiguous-channels = { $count } kanaler heter så; nämn den rätta
mindtrace-ambiguous-user-or-role = en medlem och en roll heter så; nämn den rätta

# Completes "`x` must be …"

mindtrace-expected-text = en text
mindtrace-expected-boolean = `true` eller `false`
mindtrace-expected-character = ett enda tecken
mindtrace-expected-integer = ett heltal
mindtrace-expected-number = ett tal
mindtrace-expected-duration = en tidslängd som `30s` eller `1h30m`
mindtrace-expected-time = en tidpunkt som `2026-11-24T10:00Z` eller `<t:1795514400>`
mindtrace-expected-user = en användare, som omnämnande, ID eller namn
mindtrace-expected-member = en medlem på den här servern, som omnämnande, ID eller namn
mindtrace-expected-role = en roll på den här servern, som omnämnande, ID eller namn
mindtrace-expected-user-or-role = en användare eller en roll, som omnämnande, ID eller namn
mindtrace-expected-channel = en kanal på den här servern, som omnämnande, ID eller namn
mindtrace-expected-user-id = en användare, som omnämnande eller ID
mindtrace-expected-guild-id = en servers ID
mindtrace-expected-message-id = ett meddelandes ID
mindtrace-expected-message = ett meddelande härifrån som du kan läsa, som länk eller ID
mindtrace-expected-emoji = en emoji
mindtrace-expected-code = kod, med eller utan kodblock
mindtrace-expected-attachment = en fil, bifogad på Discord
mindtrace-expected-parsed = något som det här kommandot förstår
mindtrace-expected-choice = ett av { $choices }
mindtrace-expected-choice-more = { $choices } och { $count } till
mindtrace-expected-channel-of-kind = { $kinds } på den här servern, som omnämnande, ID eller namn
mindtrace-expected-between = { $expected } från { $min } till { $max }
mindtrace-expected-at-least = { $expected } på minst { $min }
mindtrace-expected-at-most = { $expected } på högst { $max }
mindtrace-expected-length-between = { $expected } på { $min } till { $max } tecken
mindtrace-expected-length-at-least = { $expected } på minst { $min } tecken
mindtrace-expected-length-at-most = { $expected } på högst { $max } tecken
mindtrace-channel-text = en textkanal
mindtrace-channel-voice = en röstkanal
mindtrace-channel-category = en kategori
mindtrace-channel-announcement = en kanal för kungörelser
mindtrace-channel-thread = en tråd
mindtrace-channel-stage = en scenkanal
mindtrace-channel-forum = ett forum
mindtrace-channel-media = en mediekanal

# Help

mindtrace-help-title = Kommandon
mindtrace-help-footer = { $call } förklarar ett kommando.
mindtrace-help-prefixes = Prefix: { $prefixes }
mindtrace-help-other = Övrigt
mindtrace-help-none = Det finns inga kommandon som du kan använda här.
mindtrace-help-usage = Användning
mindtrace-help-arguments = Argument
mindtrace-help-optional = (valfritt)
mindtrace-help-aliases = Heter också
mindtrace-help-permissions = Du behöver
mindtrace-help-how-often = Hur ofta
mindtrace-help-rate = { $uses ->
        [one] en gång på { $duration }
       *[other] { $uses } gånger på { $duration }
    }
mindtrace-help-rate-guild = { $rate } för hela servern
mindtrace-help-rate-channel = { $rate } för hela kanalen
mindtrace-help-rate-member = { $rate } för varje medlem
mindtrace-help-rate-global = { $rate } för alla användare tillsammans
# Completes "once in …"
mindtrace-seconds = { $count ->
        [one] { $count } sekund
       *[other] { $count } sekunder
    }
mindtrace-minutes = { $count ->
        [one] { $count } minut
       *[other] { $count } minuter
    }
