# The framework's own texts in Czech. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = Příkaz `{ $name }` neexistuje.
mindtrace-unknown-command-nearest = Příkaz `{ $name }` neexistuje. Měl to být { $nearest }?
mindtrace-incomplete = `{ $group }` je skupina příkazů: { $commands }.
mindtrace-disabled = Tento příkaz je teď vypnutý.
mindtrace-draining = Restartuji se. Zkus to za chvíli znovu.
mindtrace-guild-only = Tento příkaz funguje jen na serverech.
mindtrace-dm-only = Tento příkaz funguje jen v přímých zprávách.
mindtrace-nsfw-only = Tento příkaz funguje jen v kanálech s věkovým omezením.
mindtrace-owners-only = Tento příkaz je jen pro vlastníky bota.
mindtrace-not-entitled = Tento příkaz je prémiová funkce.
mindtrace-missing-permissions = K použití tohoto příkazu zde potřebuješ oprávnění: { $permissions }.
mindtrace-bot-missing-permissions = K tomu zde potřebuji oprávnění: { $permissions }.
mindtrace-more-permissions = další oprávnění
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = Ne tak rychle: znovu to můžeš použít { $when }.
mindtrace-busy = Tohle už běží. Zkus to znovu, až to skončí.
mindtrace-overloaded = Teď mám moc práce. Zkus to za minutu znovu.
mindtrace-denied = Tento příkaz tu nemůžeš použít.
mindtrace-not-below-caller = `{ $parameter }` musí být člen s nižší hodností, než máš ty.
mindtrace-expired = Platnost vypršela. Spusť příkaz znovu.
mindtrace-not-for-you = Tohle je pro někoho jiného.
mindtrace-no-modal = Tento příkaz otevírá formulář, a to jde jen na Discordu.
mindtrace-modal-timeout = Formulář nebyl odeslán včas.
mindtrace-wait-timeout = Na odpověď se čekalo příliš dlouho, proto to skončilo.
mindtrace-changed = Tento příkaz se změnil. Zkus to za chvíli znovu.
mindtrace-no-private-answer = Na tohle mohu odpovědět jen soukromě, ale ty z tohoto serveru nepřijímáš přímé zprávy.
mindtrace-no-answer = Na to není žádná odpověď.
mindtrace-deadline = Trvalo to příliš dlouho, proto to skončilo.
mindtrace-cancelled = Bylo nutné skončit dřív, než to bylo hotové. Zkus to za chvíli znovu.
mindtrace-failed = Na mé straně se něco pokazilo.
mindtrace-with-reference = { $message } Číslo hlášení: `{ $reference }`
mindtrace-not-done = Nepovedlo se to.

# Answers and labels

mindtrace-done = Hotovo.
mindtrace-open = Otevřít
mindtrace-yes = Ano
mindtrace-no = Ne

# Lists: "a, b and c"

mindtrace-list = { $first }, { $last }
mindtrace-list-and = { $first } a { $last }
mindtrace-list-or = { $first } nebo { $last }

# Arguments

mindtrace-argument-missing = Chybí `{ $parameter }`: { $expected }.
mindtrace-argument-invalid = Neplatná hodnota `{ $value }` pro `{ $parameter }`. Očekává se: { $expected }.
mindtrace-argument-ambiguous = `{ $parameter }` není jednoznačné: { $reason }.
mindtrace-argument-twice = `{ $parameter }` bylo zadáno dvakrát.
mindtrace-argument-too-long = `{ $parameter }` přijímá nejvýše { $most ->
        [one] { $most } hodnotu
        [few] { $most } hodnoty
       *[other] { $most } hodnot
    }.
mindtrace-argument-too-many = `{ $value }` je o jedno slovo víc. Text z několika slov dej do "uvozovek".
mindtrace-argument-unknown = Argument `{ $name }` neexistuje.
mindtrace-argument-open-quote = Uvozovka se otevírá a nikdy nezavírá. Uvozovku, která patří k textu, napiš jako \".

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = { $count ->
        [few] takto se jmenují { $count } členové
       *[other] takto se jmenuje { $count } členů
    }; označ toho správného
mindtrace-ambiguous-roles = { $count ->
        [few] takto se jmenují { $count } role
       *[other] takto se jmenuje { $count } rolí
    }; označ tu správnou
mindtrace-ambiguous-channels = { $count ->
        [few] takto se jmenují { $count } kanály
       *[other] takto se jmenuje { $count } kanálů
    }; označ ten správný
mindtrace-ambiguous-user-or-role = takto se jmenuje člen i role; označ, co máš na mysli

# Completes "`x` must be …"

mindtrace-expected-text = text
mindtrace-expected-boolean = `true` nebo `false`
mindtrace-expected-character = jeden znak
mindtrace-expected-integer = celé číslo
mindtrace-expected-number = číslo
mindtrace-expected-duration = doba, například `30s` nebo `1h30m`
mindtrace-expected-time = čas, například `2026-11-24T10:00Z` nebo `<t:1795514400>`
mindtrace-expected-user = uživatel (zmínka, ID nebo jméno)
mindtrace-expected-member = člen tohoto serveru (zmínka, ID nebo jméno)
mindtrace-expected-role = role na tomto serveru (zmínka, ID nebo název)
mindtrace-expected-user-or-role = uživatel nebo role (zmínka, ID nebo název)
mindtrace-expected-channel = kanál na tomto serveru (zmínka, ID nebo název)
mindtrace-expected-user-id = uživatel (zmínka nebo ID)
mindtrace-expected-guild-id = ID serveru
mindtrace-expected-message-id = ID zprávy
mindtrace-expected-message = zdejší zpráva, kterou můžeš číst (odkaz nebo ID)
mindtrace-expected-emoji = emoji
mindtrace-expected-code = kód, v bloku kódu nebo bez něj
mindtrace-expected-attachment = soubor přiložený na Discordu
mindtrace-expected-parsed = něco, čemu tento příkaz rozumí
mindtrace-expected-choice = jedna z hodnot { $choices }
mindtrace-expected-choice-more = { $choices } a { $count } dalších
mindtrace-expected-channel-of-kind = { $kinds } na tomto serveru (zmínka, ID nebo název)
mindtrace-expected-between = { $expected } od { $min } do { $max }
mindtrace-expected-at-least = { $expected }, nejméně { $min }
mindtrace-expected-at-most = { $expected }, nejvýše { $max }
mindtrace-expected-length-between = { $expected }, { $min } až { $max } znaků
mindtrace-expected-length-at-least = { $expected }, nejméně { $min ->
        [one] { $min } znak
        [few] { $min } znaky
       *[other] { $min } znaků
    }
mindtrace-expected-length-at-most = { $expected }, nejvýše { $max ->
        [one] { $max } znak
        [few] { $max } znaky
       *[other] { $max } znaků
    }
mindtrace-channel-text = textový kanál
mindtrace-channel-voice = hlasový kanál
mindtrace-channel-category = kategorie
mindtrace-channel-announcement = kanál s oznámeními
mindtrace-channel-thread = vlákno
mindtrace-channel-stage = pódiový kanál
mindtrace-channel-forum = fórum
mindtrace-channel-media = mediální kanál

# Help

mindtrace-help-title = Příkazy
mindtrace-help-footer = { $call } vysvětlí příkaz.
mindtrace-help-prefixes = Předpony: { $prefixes }
mindtrace-help-other = Ostatní
mindtrace-help-none = Nejsou tu žádné příkazy, které můžeš použít.
mindtrace-help-usage = Použití
mindtrace-help-arguments = Argumenty
mindtrace-help-optional = (nepovinné)
mindtrace-help-aliases = Další názvy
mindtrace-help-permissions = Potřebuješ
mindtrace-help-how-often = Jak často
mindtrace-help-rate = { $uses ->
        [one] jednou za { $duration }
       *[other] { $uses }krát za { $duration }
    }
mindtrace-help-rate-guild = { $rate } pro celý server
mindtrace-help-rate-channel = { $rate } pro celý kanál
mindtrace-help-rate-member = { $rate } pro každého člena
mindtrace-help-rate-global = { $rate } pro všechny uživatele dohromady
# Completes "once in …"
mindtrace-seconds = { $count ->
        [one] { $count } sekundu
        [few] { $count } sekundy
       *[other] { $count } sekund
    }
mindtrace-minutes = { $count ->
        [one] { $count } minutu
        [few] { $count } minuty
       *[other] { $count } minut
    }
