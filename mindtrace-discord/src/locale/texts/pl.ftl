# The framework's own texts in Polish. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = Nie ma polecenia `{ $name }`.
mindtrace-unknown-command-nearest = Nie ma polecenia `{ $name }`. Czy chodziło o { $nearest }?
mindtrace-incomplete = `{ $group }` to grupa poleceń: { $commands }.
mindtrace-disabled = To polecenie jest w tej chwili wyłączone.
mindtrace-draining = Uruchamiam się ponownie. Spróbuj za chwilę.
mindtrace-guild-only = To polecenie działa tylko na serwerach.
mindtrace-dm-only = To polecenie działa tylko w wiadomościach prywatnych.
mindtrace-nsfw-only = To polecenie działa tylko na kanałach z ograniczeniem wiekowym.
mindtrace-owners-only = To polecenie jest tylko dla właścicieli bota.
mindtrace-not-entitled = To polecenie jest funkcją premium.
mindtrace-missing-permissions = Aby użyć tutaj tego polecenia, potrzebujesz uprawnień: { $permissions }.
mindtrace-bot-missing-permissions = Aby to tutaj zrobić, potrzebuję uprawnień: { $permissions }.
mindtrace-more-permissions = więcej uprawnień
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = Nie tak szybko: możesz tego użyć ponownie { $when }.
mindtrace-busy = To już trwa. Spróbuj ponownie, gdy się skończy.
mindtrace-overloaded = W tej chwili mam za dużo zadań. Spróbuj ponownie za minutę.
mindtrace-denied = Nie możesz tutaj użyć tego polecenia.
mindtrace-not-below-caller = `{ $parameter }` musi być członkiem o randze niższej niż twoja.
mindtrace-expired = To już wygasło. Wywołaj polecenie ponownie.
mindtrace-not-for-you = To jest dla kogoś innego.
mindtrace-no-modal = To polecenie otwiera formularz, a to działa tylko na Discordzie.
mindtrace-modal-timeout = Formularz nie został wysłany na czas.
mindtrace-wait-timeout = Zbyt długo czekałem na odpowiedź, więc przerwałem.
mindtrace-changed = To polecenie się zmieniło. Spróbuj ponownie za chwilę.
mindtrace-no-private-answer = Mogę odpowiedzieć na to tylko prywatnie, a ty nie przyjmujesz wiadomości prywatnych z tego serwera.
mindtrace-no-answer = Nie ma na to odpowiedzi.
mindtrace-deadline = Trwało to zbyt długo, więc przerwałem.
mindtrace-cancelled = Musiałem przerwać, zanim to się skończyło. Spróbuj ponownie za chwilę.
mindtrace-failed = Coś poszło nie tak po mojej stronie.
mindtrace-with-reference = { $message } Numer zgłoszenia: `{ $reference }`
mindtrace-not-done = Nie udało się.

# Answers and labels

mindtrace-done = Gotowe.
mindtrace-open = Otwórz
mindtrace-yes = Tak
mindtrace-no = Nie

# Lists: "a, b and c"

mindtrace-list = { $first }, { $last }
mindtrace-list-and = { $first } i { $last }
mindtrace-list-or = { $first } lub { $last }

# Arguments

mindtrace-argument-missing = Brakuje `{ $parameter }`: { $expected }.
mindtrace-argument-invalid = Nieprawidłowa wartość `{ $value }` w `{ $parameter }`. Oczekiwano: { $expected }.
mindtrace-argument-ambiguous = `{ $parameter }` nie jest jednoznaczne: { $reason }.
mindtrace-argument-twice = `{ $parameter }` podano dwa razy.
mindtrace-argument-too-long = `{ $parameter }` przyjmuje najwyżej { $most ->
        [one] { $most } wartość
        [few] { $most } wartości
        [many] { $most } wartości
       *[other] { $most } wartości
    }.
mindtrace-argument-too-many = `{ $value }` to o jedno słowo za dużo. Tekst z kilku słów ujmij w "cudzysłów".
mindtrace-argument-unknown = Nie ma argumentu o nazwie `{ $name }`.
mindtrace-argument-open-quote = Cudzysłów został otwarty i nie został zamknięty. Wpisz \" jako cudzysłów należący do tekstu.

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = { $count ->
        [few] { $count } członków ma taką nazwę
       *[other] { $count } członków ma taką nazwę
    }: oznacz właściwego
mindtrace-ambiguous-roles = { $count ->
        [few] { $count } role mają taką nazwę
       *[other] { $count } ról ma taką nazwę
    }: oznacz właściwą
mindtrace-ambiguous-channels = { $count ->
        [few] { $count } kanały mają taką nazwę
       *[other] { $count } kanałów ma taką nazwę
    }: oznacz właściwy
mindtrace-ambiguous-user-or-role = członek i rola mają taką nazwę: oznacz właściwe

# Completes "`x` must be …"

mindtrace-expected-text = tekst
mindtrace-expected-boolean = `true` lub `false`
mindtrace-expected-character = pojedynczy znak
mindtrace-expected-integer = liczba całkowita
mindtrace-expected-number = liczba
mindtrace-expected-duration = czas trwania, np. `30s` lub `1h30m`
mindtrace-expected-time = moment, np. `2026-11-24T10:00Z` lub `<t:1795514400>`
mindtrace-expected-user = użytkownik: wzmianka, ID lub nazwa
mindtrace-expected-member = członek tego serwera: wzmianka, ID lub nazwa
mindtrace-expected-role = rola z tego serwera: wzmianka, ID lub nazwa
mindtrace-expected-user-or-role = użytkownik lub rola: wzmianka, ID lub nazwa
mindtrace-expected-channel = kanał z tego serwera: wzmianka, ID lub nazwa
mindtrace-expected-user-id = użytkownik: wzmianka lub ID
mindtrace-expected-guild-id = ID serwera
mindtrace-expected-message-id = ID wiadomości
mindtrace-expected-message = wiadomość stąd, którą możesz przeczytać: link lub ID
mindtrace-expected-emoji = emoji
mindtrace-expected-code = kod, w bloku kodu lub bez
mindtrace-expected-attachment = plik załączony na Discordzie
mindtrace-expected-parsed = coś, co to polecenie rozumie
mindtrace-expected-choice = jedna z wartości { $choices }
mindtrace-expected-choice-more = { $choices } i { $count } więcej
mindtrace-expected-channel-of-kind = { $kinds } z tego serwera: wzmianka, ID lub nazwa
mindtrace-expected-between = { $expected } od { $min } do { $max }
mindtrace-expected-at-least = { $expected } nie mniej niż { $min }
mindtrace-expected-at-most = { $expected } nie więcej niż { $max }
mindtrace-expected-length-between = { $expected } od { $min } do { $max } znaków
mindtrace-expected-length-at-least = { $expected } mający co najmniej { $min ->
        [one] { $min } znak
        [few] { $min } znaki
       *[other] { $min } znaków
    }
mindtrace-expected-length-at-most = { $expected } mający najwyżej { $max ->
        [one] { $max } znak
        [few] { $max } znaki
       *[other] { $max } znaków
    }
mindtrace-channel-text = kanał tekstowy
mindtrace-channel-voice = kanał głosowy
mindtrace-channel-category = kategoria
mindtrace-channel-announcement = kanał z ogłoszeniami
mindtrace-channel-thread = wątek
mindtrace-channel-stage = podium
mindtrace-channel-forum = forum
mindtrace-channel-media = kanał multimedialny

# Help

mindtrace-help-title = Polecenia
mindtrace-help-footer = { $call } objaśnia polecenie.
mindtrace-help-prefixes = Prefiksy: { $prefixes }
mindtrace-help-other = Inne
mindtrace-help-none = Nie ma poleceń, których możesz tutaj użyć.
mindtrace-help-usage = Użycie
mindtrace-help-arguments = Argumenty
mindtrace-help-optional = (opcjonalnie)
mindtrace-help-aliases = Inne nazwy
mindtrace-help-permissions = Potrzebujesz
mindtrace-help-how-often = Jak często
mindtrace-help-rate = { $uses ->
        [one] raz na { $duration }
       *[other] { $uses } razy na { $duration }
    }
mindtrace-help-rate-guild = { $rate } dla całego serwera
mindtrace-help-rate-channel = { $rate } dla całego kanału
mindtrace-help-rate-member = { $rate } dla każdego członka
mindtrace-help-rate-global = { $rate } dla wszystkich użytkowników łącznie
# Completes "once in …"
mindtrace-seconds = { $count ->
        [one] { $count } sekundę
        [few] { $count } sekundy
       *[other] { $count } sekund
    }
mindtrace-minutes = { $count ->
        [one] { $count } minutę
        [few] { $count } minuty
       *[other] { $count } minut
    }
