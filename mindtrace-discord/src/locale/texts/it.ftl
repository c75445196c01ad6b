# The framework's own texts in Italian. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = Il comando `{ $name }` non esiste.
mindtrace-unknown-command-nearest = Il comando `{ $name }` non esiste. Intendevi { $nearest }?
mindtrace-incomplete = `{ $group }` è un gruppo di comandi: { $commands }.
mindtrace-disabled = Questo comando al momento è disattivato.
mindtrace-draining = Mi sto riavviando. Riprova tra un attimo.
mindtrace-guild-only = Questo comando funziona solo nei server.
mindtrace-dm-only = Questo comando funziona solo nei messaggi diretti.
mindtrace-nsfw-only = Questo comando funziona solo nei canali con limiti di età.
mindtrace-owners-only = Questo comando è riservato ai proprietari del bot.
mindtrace-not-entitled = Questo comando è una funzione premium.
mindtrace-missing-permissions = Per usare questo comando qui ti serve { $permissions }.
mindtrace-bot-missing-permissions = Per farlo qui mi serve { $permissions }.
mindtrace-more-permissions = altri permessi
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = Non così in fretta: potrai usarlo di nuovo { $when }.
mindtrace-busy = È già in esecuzione. Riprova quando avrà finito.
mindtrace-overloaded = Al momento sono occupato. Riprova tra un minuto.
mindtrace-denied = Non puoi usare questo comando qui.
mindtrace-not-below-caller = `{ $parameter }` deve essere un membro di grado inferiore al tuo.
mindtrace-expired = Questo è scaduto. Esegui di nuovo il comando.
mindtrace-not-for-you = Questo è per un'altra persona.
mindtrace-no-modal = Questo comando apre un modulo, e ciò è possibile solo su Discord.
mindtrace-modal-timeout = Il modulo non è stato inviato in tempo.
mindtrace-wait-timeout = Ho aspettato troppo una risposta, quindi ho smesso.
mindtrace-changed = Questo comando è cambiato. Riprova tra un attimo.
mindtrace-no-private-answer = Posso rispondere solo in privato, e tu non accetti messaggi diretti da questo server.
mindtrace-no-answer = Non c'è una risposta.
mindtrace-deadline = Ci è voluto troppo tempo, quindi ho smesso.
mindtrace-cancelled = Ho dovuto fermarmi prima della fine. Riprova tra un attimo.
mindtrace-failed = Qualcosa è andato storto da parte mia.
mindtrace-with-reference = { $message } Riferimento: `{ $reference }`
mindtrace-not-done = Non ha funzionato.

# Answers and labels

mindtrace-done = Fatto.
mindtrace-open = Apri
mindtrace-yes = Sì
mindtrace-no = No

# Lists: "a, b and c"

mindtrace-list = { $first }, { $last }
mindtrace-list-and = { $first } e { $last }
mindtrace-list-or = { $first } o { $last }

# Arguments

mindtrace-argument-missing = Manca `{ $parameter }`: { $expected }.
mindtrace-argument-invalid = `{ $parameter }` deve essere { $expected }, non `{ $value }`.
mindtrace-argument-ambiguous = `{ $parameter }` non è chiaro: { $reason }.
mindtrace-argument-twice = `{ $parameter }` è stato indicato due volte.
mindtrace-argument-too-long = `{ $parameter }` accetta al massimo { $most } valori.
mindtrace-argument-too-many = `{ $value }` è una parola di troppo. Metti tra "virgolette" un testo di più parole.
mindtrace-argument-unknown = Non c'è nessun argomento chiamato `{ $name }`.
mindtrace-argument-open-quote = Una virgoletta viene aperta e mai chiusa. Scrivi \" per una virgoletta che fa parte del testo.

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = { $count } membri si chiamano così; menziona quello giusto
mindtrace-ambiguous-roles = { $count } ruoli si chiamano così; menziona quello giusto
mindtrace-ambiguous-channels = { $count } canali si chiamano così; menziona quello giusto
mindtrace-ambiguous-user-or-role = un membro e un ruolo si chiamano così; menziona quello giusto

# Completes "`x` must be …"

mindtrace-expected-text = un testo
mindtrace-expected-boolean = `true` o `false`
mindtrace-expected-character = un solo carattere
mindtrace-expected-integer = un numero intero
mindtrace-expected-number = un numero
mindtrace-expected-duration = una durata come `30s` o `1h30m`
mindtrace-expected-time = un momento come `2026-11-24T10:00Z` o `<t:1795514400>`
mindtrace-expected-user = un utente, con menzione, ID o nome
mindtrace-expected-member = un membro di questo server, con menzione, ID o nome
mindtrace-expected-role = un ruolo di questo server, con menzione, ID o nome
mindtrace-expected-user-or-role = un utente o un ruolo, con menzione, ID o nome
mindtrace-expected-channel = un canale di questo server, con menzione, ID o nome
mindtrace-expected-user-id = un utente, con menzione o ID
mindtrace-expected-guild-id = l'ID di un server
mindtrace-expected-message-id = l'ID di un messaggio
mindtrace-expected-message = un messaggio di qui che puoi leggere, con link o ID
mindtrace-expected-emoji = un'emoji
mindtrace-expected-code = del codice, con o senza blocco di codice
mindtrace-expected-attachment = un file, allegato su Discord
mindtrace-expected-parsed = qualcosa che questo comando capisce
mindtrace-expected-choice = uno tra { $choices }
mindtrace-expected-choice-more = { $choices } e altri { $count }
mindtrace-expected-channel-of-kind = { $kinds } di questo server, con menzione, ID o nome
mindtrace-expected-between = { $expected } da { $min } a { $max }
mindtrace-expected-at-least = { $expected } di almeno { $min }
mindtrace-expected-at-most = { $expected } di al massimo { $max }
mindtrace-expected-length-between = { $expected } da { $min } a { $max } caratteri
mindtrace-expected-length-at-least = { $expected } di almeno { $min ->
        [one] { $min } carattere
       *[other] { $min } caratteri
    }
mindtrace-expected-length-at-most = { $expected } di al massimo { $max ->
        [one] { $max } carattere
       *[other] { $max } caratteri
    }
mindtrace-channel-text = un canale testuale
mindtrace-channel-voice = un canale vocale
mindtrace-channel-category = una categoria
mindtrace-channel-announcement = un canale annunci
mindtrace-channel-thread = un thread
mindtrace-channel-stage = un canale stage
mindtrace-channel-forum = un forum
mindtrace-channel-media = un canale multimediale

# Help

mindtrace-help-title = Comandi
mindtrace-help-footer = { $call } spiega un comando.
mindtrace-help-prefixes = Prefissi: { $prefixes }
mindtrace-help-other = Altri
mindtrace-help-none = Non ci sono comandi che puoi usare qui.
mindtrace-help-usage = Uso
mindtrace-help-arguments = Argomenti
mindtrace-help-optional = (facoltativo)
mindtrace-help-aliases = Altri nomi
mindtrace-help-permissions = Ti serve
mindtrace-help-how-often = Frequenza
mindtrace-help-rate = { $uses ->
        [one] una volta in { $duration }
       *[other] { $uses } volte in { $duration }
    }
mindtrace-help-rate-guild = { $rate } per tutto il server
mindtrace-help-rate-channel = { $rate } per tutto il canale
mindtrace-help-rate-member = { $rate } per ogni membro
mindtrace-help-rate-global = { $rate } per tutti gli utenti insieme
# Completes "once in …"
mindtrace-seconds = { $count ->
        [one] { $count } secondo
       *[other] { $count } secondi
    }
mindtrace-minutes = { $count ->
        [one] { $count } minuto
       *[other] { $count } minuti
    }
