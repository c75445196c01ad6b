# The framework's own texts in Ukrainian. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = Команди `{ $name }` немає.
mindtrace-unknown-command-nearest = Команди `{ $name }` немає. Можливо, малося на увазі { $nearest }?
mindtrace-incomplete = `{ $group }` — це група команд: { $commands }.
mindtrace-disabled = Цю команду зараз вимкнено.
mindtrace-draining = Я перезапускаюся. Спробуйте ще раз трохи пізніше.
mindtrace-guild-only = Ця команда працює лише на серверах.
mindtrace-dm-only = Ця команда працює лише в особистих повідомленнях.
mindtrace-nsfw-only = Ця команда працює лише в каналах із віковим обмеженням.
mindtrace-owners-only = Ця команда лише для власників бота.
mindtrace-not-entitled = Ця команда належить до преміумфункцій.
mindtrace-missing-permissions = Щоб скористатися тут цією командою, вам потрібні права: { $permissions }.
mindtrace-bot-missing-permissions = Щоб зробити це тут, мені потрібні права: { $permissions }.
mindtrace-more-permissions = додаткові права
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = Не так швидко: знову скористатися цим можна { $when }.
mindtrace-busy = Це вже виконується. Спробуйте ще раз, коли воно завершиться.
mindtrace-overloaded = Зараз я зайнятий. Спробуйте ще раз за хвилину.
mindtrace-denied = Ви не можете тут скористатися цією командою.
mindtrace-not-below-caller = `{ $parameter }`: потрібен учасник, чия роль нижча за вашу.
mindtrace-expired = Термін дії минув. Викличте команду ще раз.
mindtrace-not-for-you = Це для іншого користувача.
mindtrace-no-modal = Ця команда відкриває форму, а це можливо лише в Discord.
mindtrace-modal-timeout = Форму не було надіслано вчасно.
mindtrace-wait-timeout = Я надто довго чекав на відповідь і зупинився.
mindtrace-changed = Ця команда змінилася. Спробуйте ще раз трохи пізніше.
mindtrace-no-private-answer = Я можу відповісти на це лише особисто, а ви не приймаєте особистих повідомлень із цього сервера.
mindtrace-no-answer = На це немає відповіді.
mindtrace-deadline = Це тривало надто довго, тому я зупинився.
mindtrace-cancelled = Мені довелося зупинитися завчасно. Спробуйте ще раз трохи пізніше.
mindtrace-failed = У мене щось пішло не так.
mindtrace-with-reference = { $message } Номер звернення: `{ $reference }`
mindtrace-not-done = Не вдалося.

# Answers and labels

mindtrace-done = Готово.
mindtrace-open = Відкрити
mindtrace-yes = Так
mindtrace-no = Ні

# Lists: "a, b and c"

mindtrace-list = { $first }, { $last }
mindtrace-list-and = { $first } і { $last }
mindtrace-list-or = { $first } або { $last }

# Arguments

mindtrace-argument-missing = Бракує `{ $parameter }`: { $expected }.
mindtrace-argument-invalid = Неприпустиме значення `{ $value }` для `{ $parameter }`. Очікується: { $expected }.
mindtrace-argument-ambiguous = `{ $parameter }` неоднозначно: { $reason }.
mindtrace-argument-twice = `{ $parameter }` вказано двічі.
mindtrace-argument-too-long = `{ $parameter }` приймає не більше ніж { $most ->
        [one] { $most } значення
        [few] { $most } значення
       *[other] { $most } значень
    }.
mindtrace-argument-too-many = `{ $value }` — зайве слово. Візьміть текст із кількох слів у "лапки".
mindtrace-argument-unknown = Аргументу `{ $name }` немає.
mindtrace-argument-open-quote = Лапку відкрито, але не закрито. Пишіть \", якщо лапка є частиною тексту.

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = { $count ->
        [one] так звати { $count } учасника
       *[other] так звати { $count } учасників
    }; згадайте потрібного
mindtrace-ambiguous-roles = { $count ->
        [one] так називається { $count } роль
        [few] так називаються { $count } ролі
       *[other] так називаються { $count } ролей
    }; згадайте потрібну
mindtrace-ambiguous-channels = { $count ->
        [one] так називається { $count } канал
        [few] так називаються { $count } канали
       *[other] так називаються { $count } каналів
    }; згадайте потрібний
mindtrace-ambiguous-user-or-role = так називаються і учасник, і роль; згадайте потрібне

# Completes "`x` must be …"

mindtrace-expected-text = текст
mindtrace-expected-boolean = `true` або `false`
mindtrace-expected-character = один символ
mindtrace-expected-integer = ціле число
mindtrace-expected-number = число
mindtrace-expected-duration = тривалість, наприклад `30s` або `1h30m`
mindtrace-expected-time = момент часу, наприклад `2026-11-24T10:00Z` або `<t:1795514400>`
mindtrace-expected-user = користувач (згадка, ID або ім'я)
mindtrace-expected-member = учасник цього сервера (згадка, ID або ім'я)
mindtrace-expected-role = роль на цьому сервері (згадка, ID або назва)
mindtrace-expected-user-or-role = користувач або роль (згадка, ID або назва)
mindtrace-expected-channel = канал на цьому сервері (згадка, ID або назва)
mindtrace-expected-user-id = користувач (згадка або ID)
mindtrace-expected-guild-id = ID сервера
mindtrace-expected-message-id = ID повідомлення
mindtrace-expected-message = тутешнє повідомлення, яке ви можете прочитати (посилання або ID)
mindtrace-expected-emoji = емодзі
mindtrace-expected-code = код, у блоці коду або без нього
mindtrace-expected-attachment = файл, прикріплений у Discord
mindtrace-expected-parsed = те, що розуміє ця команда
mindtrace-expected-choice = одне з { $choices }
mindtrace-expected-choice-more = { $choices } і ще { $count }
mindtrace-expected-channel-of-kind = { $kinds } на цьому сервері (згадка, ID або назва)
mindtrace-expected-between = { $expected } від { $min } до { $max }
mindtrace-expected-at-least = { $expected } не менше { $min }
mindtrace-expected-at-most = { $expected } не більше { $max }
mindtrace-expected-length-between = { $expected }, від { $min } до { $max } символів
mindtrace-expected-length-at-least = { $expected }, не менше ніж { $min ->
        [one] { $min } символ
        [few] { $min } символи
       *[other] { $min } символів
    }
mindtrace-expected-length-at-most = { $expected }, не більше ніж { $max ->
        [one] { $max } символ
        [few] { $max } символи
       *[other] { $max } символів
    }
mindtrace-channel-text = текстовий канал
mindtrace-channel-voice = голосовий канал
mindtrace-channel-category = категорія
mindtrace-channel-announcement = канал з оголошеннями
mindtrace-channel-thread = гілка
mindtrace-channel-stage = трибуна
mindtrace-channel-forum = форум
mindtrace-channel-media = медіаканал

# Help

mindtrace-help-title = Команди
mindtrace-help-footer = { $call } пояснює команду.
mindtrace-help-prefixes = Префікси: { $prefixes }
mindtrace-help-other = Інші
mindtrace-help-none = Тут немає команд, якими ви можете скористатися.
mindtrace-help-usage = Використання
mindtrace-help-arguments = Аргументи
mindtrace-help-optional = (необов'язково)
mindtrace-help-aliases = Інші назви
mindtrace-help-permissions = Вам потрібно
mindtrace-help-how-often = Як часто
mindtrace-help-rate = { $uses ->
        [one] { $uses } раз за { $duration }
        [few] { $uses } рази за { $duration }
       *[other] { $uses } разів за { $duration }
    }
mindtrace-help-rate-guild = { $rate } на весь сервер
mindtrace-help-rate-channel = { $rate } на весь канал
mindtrace-help-rate-member = { $rate } на кожного учасника
mindtrace-help-rate-global = { $rate } на всіх користувачів разом
# Completes "once in …"
mindtrace-seconds = { $count ->
        [one] { $count } секунду
        [few] { $count } секунди
       *[other] { $count } секунд
    }
mindtrace-minutes = { $count ->
        [one] { $count } хвилину
        [few] { $count } хвилини
       *[other] { $count } хвилин
    }
