# The framework's own texts in Danish. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = Der findes ingen kommando `{ $name }`.
mindtrace-unknown-command-nearest = Der findes ingen kommando `{ $name }`. Mente du { $nearest }?
mindtrace-incomplete = `{ $group }` er en gruppe af kommandoer: { $commands }.
mindtrace-disabled = Denne kommando er slået fra i øjeblikket.
mindtrace-draining = Jeg genstarter. Prøv igen om lidt.
mindtrace-guild-only = Denne kommando virker kun på servere.
mindtrace-dm-only = Denne kommando virker kun i direkte beskeder.
mindtrace-nsfw-only = Denne kommando virker kun i kanaler med aldersgrænse.
mindtrace-owners-only = Denne kommando er kun for bottens ejere.
mindtrace-not-entitled = Denne kommando er en premiumfunktion.
mindtrace-missing-permissions = For at bruge denne kommando her skal du have { $permissions }.
mindtrace-bot-missing-permissions = For at gøre det her skal jeg have { $permissions }.
mindtrace-more-permissions = flere tilladelser
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = Tag det roligt: du kan bruge det igen { $when }.
mindtrace-busy = Det kører allerede. Prøv igen, når det er færdigt.
mindtrace-overloaded = Jeg er optaget i øjeblikket. Prøv igen om et minut.
mindtrace-denied = Du kan ikke bruge denne kommando her.
mindtrace-not-below-caller = `{ $parameter }` skal være et medlem med lavere rang end dig.
mindtrace-expired = Dette er udløbet. Kør kommandoen igen.
mindtrace-not-for-you = Dette er til en anden.
mindtrace-no-modal = Denne kommando åbner en formular, hvilket kun virker på Discord.
mindtrace-modal-timeout = Formularen blev ikke sendt i tide.
mindtrace-wait-timeout = Jeg ventede for længe på et svar, så jeg stoppede.
mindtrace-changed = Denne kommando er ændret. Prøv igen om lidt.
mindtrace-no-private-answer = Jeg kan kun svare privat på det, og du modtager ikke direkte beskeder fra denne server.
mindtrace-no-answer = Der er intet svar på det.
mindtrace-deadline = Det tog for lang tid, så jeg stoppede.
mindtrace-cancelled = Jeg måtte stoppe, før det var færdigt. Prøv igen om lidt.
mindtrace-failed = Noget gik galt hos mig.
mindtrace-with-reference = { $message } Reference: `{ $reference }`
mindtrace-not-done = Det lykkedes ikke.

# Answers and labels

mindtrace-done = Færdig.
mindtrace-open = Åbn
mindtrace-yes = Ja
mindtrace-no = Nej

# Lists: "a, b and c"

mindtrace-list = { $first }, { $last }
mindtrace-list-and = { $first } og { $last }
mindtrace-list-or = { $first } eller { $last }

# Arguments

mindtrace-argument-missing = `{ $parameter }` mangler: { $expected }.
mindtrace-argument-invalid = `{ $parameter }` skal være { $expected }, ikke `{ $value }`.
mindtrace-argument-ambiguous = `{ $parameter }` er ikke entydig: { $reason }.
mindtrace-argument-twice = `{ $parameter }` blev angivet to gange.
mindtrace-argument-too-long = `{ $parameter }` tager højst { $most } værdier.
mindtrace-argument-too-many = `{ $value }` er et ord for meget. Sæt en tekst med flere ord i "anførselstegn".
mindtrace-argument-unknown = Der er intet argument, der hedder `{ $name }`.
mindtrace-argument-open-quote = Et anførselstegn åbnes og lukkes aldrig. Skriv \" for et anførselstegn, der hører til teksten.

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = { $count } medlemmer hedder sådan; nævn det rigtige
mindtrace-ambiguous-roles = { $count } roller hedder sådan; nævn den rigtige
mindtrace-ambiguous-channels = { $count } kanaler hedder sådan; nævn den rigtige
mindtrace-ambiguous-user-or-role = et medlem og en rolle hedder sådan; nævn den rigtige

# Completes "`x` must be …"

mindtrace-expected-text = en tekst
mindtrace-expected-boolean = `true` eller `false`
mindtrace-expected-character = et enkelt tegn
mindtrace-expected-integer = et helt tal
mindtrace-expected-number = et tal
mindtrace-expected-duration = en varighed som `30s` eller `1h30m`
mindtrace-expected-time = et tidspunkt som `2026-11-24T10:00Z` eller `<t:1795514400>`
mindtrace-expected-user = en bruger som omtale, ID eller navn
mindtrace-expected-member = et medlem af denne server som omtale, ID eller navn
mindtrace-expected-role = en rolle på denne server som omtale, ID eller navn
mindtrace-expected-user-or-role = en bruger eller en rolle som omtale, ID eller navn
mindtrace-expected-channel = en kanal på denne server som omtale, ID eller navn
mindtrace-expected-user-id = en bruger som omtale eller ID
mindtrace-expected-guild-id = en servers ID
mindtrace-expected-message-id = en beskeds ID
mindtrace-expected-message = en besked herfra, som du kan læse, som link eller ID
mindtrace-expected-emoji = en emoji
mindtrace-expected-code = kode med eller uden kodeblok
mindtrace-expected-attachment = en fil, vedhæftet på Discord
mindtrace-expected-parsed = noget, som denne kommando forstår
mindtrace-expected-choice = en af { $choices }
mindtrace-expected-choice-more = { $choices } og { $count } mere
mindtrace-expected-channel-of-kind = { $kinds } på denne server som omtale, ID eller navn
mindtrace-expected-between = { $expected } fra { $min } til { $max }
mindtrace-expected-at-least = { $expected } på mindst { $min }
mindtrace-expected-at-most = { $expected } på højst { $max }
mindtrace-expected-length-between = { $expected } på { $min } til { $max } tegn
mindtrace-expected-length-at-least = { $expected } på mindst { $min } tegn
mindtrace-expected-length-at-most = { $expected } på højst { $max } tegn
mindtrace-channel-text = en tekstkanal
mindtrace-channel-voice = en talekanal
mindtrace-channel-category = en kategori
mindtrace-channel-announcement = en bekendtgørelseskanal
mindtrace-channel-thread = en tråd
mindtrace-channel-stage = en stagekanal
mindtrace-channel-forum = et forum
mindtrace-channel-media = en mediekanal

# Help

mindtrace-help-title = Kommandoer
mindtrace-help-footer = { $call } forklarer en kommando.
mindtrace-help-prefixes = Præfikser: { $prefixes }
mindtrace-help-other = Andre
mindtrace-help-none = Der er ingen kommandoer, som du kan bruge her.
mindtrace-help-usage = Brug
mindtrace-help-arguments = Argumenter
mindtrace-help-optional = (valgfrit)
mindtrace-help-aliases = Hedder også
mindtrace-help-permissions = Du skal have
mindtrace-help-how-often = Hvor ofte
mindtrace-help-rate = { $uses ->
        [one] en gang på { $duration }
       *[other] { $uses } gange på { $duration }
    }
mindtrace-help-rate-guild = { $rate } for hele serveren
mindtrace-help-rate-channel = { $rate } for hele kanalen
mindtrace-help-rate-member = { $rate } for hvert medlem
mindtrace-help-rate-global = { $rate } for alle brugere tilsammen
# Completes "once in …"
mindtrace-seconds = { $count ->
        [one] { $count } sekund
       *[other] { $count } sekunder
    }
mindtrace-minutes = { $count ->
        [one] { $count } minut
       *[other] { $count } minutter
    }
