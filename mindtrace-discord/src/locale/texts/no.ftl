# The framework's own texts in Norwegian. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = Kommandoen `{ $name }` finnes ikke.
mindtrace-unknown-command-nearest = Kommandoen `{ $name }` finnes ikke. Mente du { $nearest }?
mindtrace-incomplete = `{ $group }` er en gruppe kommandoer: { $commands }.
mindtrace-disabled = Denne kommandoen er slått av for øyeblikket.
mindtrace-draining = Jeg starter på nytt. Prøv igjen om litt.
mindtrace-guild-only = Denne kommandoen virker bare på servere.
mindtrace-dm-only = Denne kommandoen virker bare i direktemeldinger.
mindtrace-nsfw-only = Denne kommandoen virker bare i kanaler med aldersgrense.
mindtrace-owners-only = Denne kommandoen er bare for eierne av boten.
mindtrace-not-entitled = Denne kommandoen er en premiumfunksjon.
mindtrace-missing-permissions = For å bruke denne kommandoen her trenger du { $permissions }.
mindtrace-bot-missing-permissions = For å gjøre det her trenger jeg { $permissions }.
mindtrace-more-permissions = flere tillatelser
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = Ta det rolig: du kan bruke det igjen { $when }.
mindtrace-busy = Dette kjører allerede. Prøv igjen når det er ferdig.
mindtrace-overloaded = Jeg er opptatt for øyeblikket. Prøv igjen om et minutt.
mindtrace-denied = Du kan ikke bruke denne kommandoen her.
mindtrace-not-below-caller = `{ $parameter }` må være et medlem med lavere rang enn deg.
mindtrace-expired = Dette har utløpt. Kjør kommandoen på nytt.
mindtrace-not-for-you = Dette er til en annen.
mindtrace-no-modal = Denne kommandoen åpner et skjema, og det virker bare på Discord.
mindtrace-modal-timeout = Skjemaet ble ikke sendt i tide.
mindtrace-wait-timeout = Jeg ventet for lenge på et svar, så jeg stoppet.
mindtrace-changed = Denne kommandoen er endret. Prøv igjen om litt.
mindtrace-no-private-answer = Jeg kan bare svare privat på dette, og du tar ikke imot direktemeldinger fra denne serveren.
mindtrace-no-answer = Det finnes ikke noe svar på det.
mindtrace-deadline = Det tok for lang tid, så jeg stoppet.
mindtrace-cancelled = Jeg måtte stoppe før det var ferdig. Prøv igjen om litt.
mindtrace-failed = Noe gikk galt hos meg.
mindtrace-with-reference = { $message } Referanse: `{ $reference }`
mindtrace-not-done = Det gikk ikke.

# Answers and labels

mindtrace-done = Ferdig.
mindtrace-open = Åpne
mindtrace-yes = Ja
mindtrace-no = Nei

# Lists: "a, b and c"

mindtrace-list = { $first }, { $last }
mindtrace-list-and = { $first } og { $last }
mindtrace-list-or = { $first } eller { $last }

# Arguments

mindtrace-argument-missing = `{ $parameter }` mangler: { $expected }.
mindtrace-argument-invalid = `{ $parameter }` må være { $expected }, ikke `{ $value }`.
mindtrace-argument-ambiguous = `{ $parameter }` er ikke entydig: { $reason }.
mindtrace-argument-twice = `{ $parameter }` ble oppgitt to ganger.
mindtrace-argument-too-long = `{ $parameter }` tar høyst { $most } verdier.
mindtrace-argument-too-many = `{ $value }` er et ord for mye. Sett en tekst med flere ord i "anførselstegn".
mindtrace-argument-unknown = Det finnes ikke noe argument som heter `{ $name }`.
mindtrace-argument-open-quote = Et anførselstegn åpnes og lukkes aldri. Skriv \" for et anførselstegn som hører til teksten.

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = { $count } medlemmer heter det; nevn det rette
mindtrace-ambiguous-roles = { $count } roller heter det; nevn den rette
mindtrace-ambiguous-channels = { $count } kanaler heter det; nevn den rette
mindtrace-ambiguous-user-or-role = et medlem og en rolle heter det; nevn den rette

# Completes "`x` must be …"

mindtrace-expected-text = en tekst
mindtrace-expected-boolean = `true` eller `false`
mindtrace-expected-character = ett enkelt tegn
mindtrace-expected-integer = et heltall
mindtrace-expected-number = et tall
mindtrace-expected-duration = en varighet som `30s` eller `1h30m`
mindtrace-expected-time = et tidspunkt som `2026-11-24T10:00Z` eller `<t:1795514400>`
mindtrace-expected-user = en bruker, som omtale, ID eller navn
mindtrace-expected-member = et medlem av denne serveren, som omtale, ID eller navn
mindtrace-expected-role = en rolle på denne serveren, som omtale, ID eller navn
mindtrace-expected-user-or-role = en bruker eller en rolle, som omtale, ID eller navn
mindtrace-expected-channel = en kanal på denne serveren, som omtale, ID eller navn
mindtrace-expected-user-id = en bruker, som omtale eller ID
mindtrace-expected-guild-id = ID-en til en server
mindtrace-expected-message-id = ID-en til en melding
mindtrace-expected-message = en melding herfra som du kan lese, som lenke eller ID
mindtrace-expected-emoji = en emoji
mindtrace-expected-code = kode, med eller uten kodeblokk
mindtrace-expected-attachment = en fil, lagt ved på Discord
mindtrace-expected-parsed = noe som denne kommandoen forstår
mindtrace-expected-choice = en av { $choices }
mindtrace-expected-choice-more = { $choices } og { $count } til
mindtrace-expected-channel-of-kind = { $kinds } på denne serveren, som omtale, ID eller navn
mindtrace-expected-between = { $expected } fra { $min } til { $max }
mindtrace-expected-at-least = { $expected } på minst { $min }
mindtrace-expected-at-most = { $expected } på høyst { $max }
mindtrace-expected-length-between = { $expected } på { $min } til { $max } tegn
mindtrace-expected-length-at-least = { $expected } på minst { $min } tegn
mindtrace-expected-length-at-most = { $expected } på høyst { $max } tegn
mindtrace-channel-text = en tekstkanal
mindtrace-channel-voice = en talekanal
mindtrace-channel-category = en kategori
mindtrace-channel-announcement = en kunngjøringskanal
mindtrace-channel-thread = en tråd
mindtrace-channel-stage = en stagekanal
mindtrace-channel-forum = et forum
mindtrace-channel-media = en mediekanal

# Help

mindtrace-help-title = Kommandoer
mindtrace-help-footer = { $call } forklarer en kommando.
mindtrace-help-prefixes = Prefikser: { $prefixes }
mindtrace-help-other = Andre
mindtrace-help-none = Det finnes ingen kommandoer som du kan bruke her.
mindtrace-help-usage = Bruk
mindtrace-help-arguments = Argumenter
mindtrace-help-optional = (valgfritt)
mindtrace-help-aliases = Heter også
mindtrace-help-permissions = Du trenger
mindtrace-help-how-often = Hvor ofte
mindtrace-help-rate = { $uses ->
        [one] én gang på { $duration }
       *[other] { $uses } ganger på { $duration }
    }
mindtrace-help-rate-guild = { $rate } for hele serveren
mindtrace-help-rate-channel = { $rate } for hele kanalen
mindtrace-help-rate-member = { $rate } for hvert medlem
mindtrace-help-rate-global = { $rate } for alle brukere til sammen
# Completes "once in …"
mindtrace-seconds = { $count ->
        [one] { $count } sekund
       *[other] { $count } sekunder
    }
mindtrace-minutes = { $count ->
        [one] { $count } minutt
       *[other] { $count } minutter
    }
