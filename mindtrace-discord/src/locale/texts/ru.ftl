# The framework's own texts in Russian. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = Команды `{ $name }` нет.
mindtrace-unknown-command-nearest = Команды `{ $name }` нет. Возможно, имелось в виду { $nearest }?
mindtrace-incomplete = `{ $group }` — это группа команд: { $commands }.
mindtrace-disabled = Эта команда сейчас отключена.
mindtrace-draining = Я перезапускаюсь. Попробуйте ещё раз чуть позже.
mindtrace-guild-only = Эта команда работает только на серверах.
mindtrace-dm-only = Эта команда работает только в личных сообщениях.
mindtrace-nsfw-only = Эта команда работает только в каналах с возрастным ограничением.
mindtrace-owners-only = Эта команда только для владельцев бота.
mindtrace-not-entitled = Эта команда относится к премиум-функциям.
mindtrace-missing-permissions = Чтобы использовать здесь эту команду, вам нужны права: { $permissions }.
mindtrace-bot-missing-permissions = Чтобы сделать это здесь, мне нужны права: { $permissions }.
mindtrace-more-permissions = дополнительные права
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = Не так быстро: снова использовать это можно { $when }.
mindtrace-busy = Это уже выполняется. Попробуйте ещё раз, когда оно закончится.
mindtrace-overloaded = Сейчас я занят. Попробуйте ещё раз через минуту.
mindtrace-denied = Вы не можете использовать здесь эту команду.
mindtrace-not-below-caller = `{ $parameter }`: нужен участник, чья роль ниже вашей.
mindtrace-expired = Срок действия истёк. Вызовите команду ещё раз.
mindtrace-not-for-you = Это для другого пользователя.
mindtrace-no-modal = Эта команда открывает форму, а это возможно только в Discord.
mindtrace-modal-timeout = Форма не была отправлена вовремя.
mindtrace-wait-timeout = Я слишком долго ждал ответа и остановился.
mindtrace-changed = Эта команда изменилась. Попробуйте ещё раз чуть позже.
mindtrace-no-private-answer = Я могу ответить на это только лично, а вы не принимаете личные сообщения с этого сервера.
mindtrace-no-answer = На это нет ответа.
mindtrace-deadline = Это заняло слишком много времени, поэтому я остановился.
mindtrace-cancelled = Мне пришлось остановиться раньше времени. Попробуйте ещё раз чуть позже.
mindtrace-failed = У меня что-то пошло не так.
mindtrace-with-reference = { $message } Номер обращения: `{ $reference }`
mindtrace-not-done = Не получилось.

# Answers and labels

mindtrace-done = Готово.
mindtrace-open = Открыть
mindtrace-yes = Да
mindtrace-no = Нет

# Lists: "a, b and c"

mindtrace-list = { $first }, { $last }
mindtrace-list-and = { $first } и { $last }
mindtrace-list-or = { $first } или { $last }

# Arguments

mindtrace-argument-missing = Не хватает `{ $parameter }`: { $expected }.
mindtrace-argument-invalid = Недопустимое значение `{ $value }` для `{ $parameter }`. Ожидается: { $expected }.
mindtrace-argument-ambiguous = `{ $parameter }` неоднозначно: { $reason }.
mindtrace-argument-twice = `{ $parameter }` указано дважды.
mindtrace-argument-too-long = `{ $parameter }` принимает не более { $most ->
        [one] { $most } значения
       *[other] { $most } значений
    }.
mindtrace-argument-too-many = `{ $value }` — лишнее слово. Заключите текст из нескольких слов в "кавычки".
mindtrace-argument-unknown = Аргумента `{ $name }` нет.
mindtrace-argument-open-quote = Кавычка открыта, но не закрыта. Пишите \", если кавычка — часть текста.

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = { $count ->
        [one] так зовут { $count } участника
       *[other] так зовут { $count } участников
    }; упомяните нужного
mindtrace-ambiguous-roles = { $count ->
        [one] так называется { $count } роль
        [few] так называются { $count } роли
       *[other] так называются { $count } ролей
    }; упомяните нужную
mindtrace-ambiguous-channels = { $count ->
        [one] так называется { $count } канал
        [few] так называются { $count } канала
       *[other] так называются { $count } каналов
    }; упомяните нужный
mindtrace-ambiguous-user-or-role = так называются и участник, и роль; упомяните нужное

# Completes "`x` must be …"

mindtrace-expected-text = текст
mindtrace-expected-boolean = `true` или `false`
mindtrace-expected-character = один символ
mindtrace-expected-integer = целое число
mindtrace-expected-number = число
mindtrace-expected-duration = длительность, например `30s` или `1h30m`
mindtrace-expected-time = момент времени, например `2026-11-24T10:00Z` или `<t:1795514400>`
mindtrace-expected-user = пользователь (упоминание, ID или имя)
mindtrace-expected-member = участник этого сервера (упоминание, ID или имя)
mindtrace-expected-role = роль на этом сервере (упоминание, ID или название)
mindtrace-expected-user-or-role = пользователь или роль (упоминание, ID или название)
mindtrace-expected-channel = канал на этом сервере (упоминание, ID или название)
mindtrace-expected-user-id = пользователь (упоминание или ID)
mindtrace-expected-guild-id = ID сервера
mindtrace-expected-message-id = ID сообщения
mindtrace-expected-message = здешнее сообщение, доступное вам для чтения (ссылка или ID)
mindtrace-expected-emoji = эмодзи
mindtrace-expected-code = код, в блоке кода или без него
mindtrace-expected-attachment = файл, прикреплённый в Discord
mindtrace-expected-parsed = то, что понимает эта команда
mindtrace-expected-choice = одно из { $choices }
mindtrace-expected-choice-more = { $choices } и ещё { $count }
mindtrace-expected-channel-of-kind = { $kinds } на этом сервере (упоминание, ID или название)
mindtrace-expected-between = { $expected } от { $min } до { $max }
mindtrace-expected-at-least = { $expected } не меньше { $min }
mindtrace-expected-at-most = { $expected } не больше { $max }
mindtrace-expected-length-between = { $expected }, от { $min } до { $max } символов
mindtrace-expected-length-at-least = { $expected }, не менее { $min ->
        [one] { $min } символа
       *[other] { $min } символов
    }
mindtrace-expected-length-at-most = { $expected }, не более { $max ->
        [one] { $max } символа
       *[other] { $max } символов
    }
mindtrace-channel-text = текстовый канал
mindtrace-channel-voice = голосовой канал
mindtrace-channel-category = категория
mindtrace-channel-announcement = канал с объявлениями
mindtrace-channel-thread = ветка
mindtrace-channel-stage = трибуна
mindtrace-channel-forum = форум
mindtrace-channel-media = медиаканал

# Help

mindtrace-help-title = Команды
mindtrace-help-footer = { $call } объясняет команду.
mindtrace-help-prefixes = Префиксы: { $prefixes }
mindtrace-help-other = Другие
mindtrace-help-none = Здесь нет команд, которые вы можете использовать.
mindtrace-help-usage = Использование
mindtrace-help-arguments = Аргументы
mindtrace-help-optional = (необязательно)
mindtrace-help-aliases = Другие названия
mindtrace-help-permissions = Вам нужно
mindtrace-help-how-often = Как часто
mindtrace-help-rate = { $uses ->
        [one] { $uses } раз за { $duration }
        [few] { $uses } раза за { $duration }
       *[other] { $uses } раз за { $duration }
    }
mindtrace-help-rate-guild = { $rate } на весь сервер
mindtrace-help-rate-channel = { $rate } на весь канал
mindtrace-help-rate-member = { $rate } на каждого участника
mindtrace-help-rate-global = { $rate } на всех пользователей вместе
# Completes "once in …"
mindtrace-seconds = { $count ->
        [one] { $count } секунду
        [few] { $count } секунды
       *[other] { $count } секунд
    }
mindtrace-minutes = { $count ->
        [one] { $count } минуту
        [few] { $count } минуты
       *[other] { $count } минут
    }
