# The framework's own texts in Portuguese. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = O comando `{ $name }` não existe.
mindtrace-unknown-command-nearest = O comando `{ $name }` não existe. Você quis dizer { $nearest }?
mindtrace-incomplete = `{ $group }` é um grupo de comandos: { $commands }.
mindtrace-disabled = Este comando está desativado no momento.
mindtrace-draining = Estou reiniciando. Tente de novo daqui a pouco.
mindtrace-guild-only = Este comando só funciona em servidores.
mindtrace-dm-only = Este comando só funciona em mensagens diretas.
mindtrace-nsfw-only = Este comando só funciona em canais com restrição de idade.
mindtrace-owners-only = Este comando é só para os donos do bot.
mindtrace-not-entitled = Este comando é um recurso premium.
mindtrace-missing-permissions = Para usar este comando aqui, você precisa de { $permissions }.
mindtrace-bot-missing-permissions = Para fazer isso aqui, eu preciso de { $permissions }.
mindtrace-more-permissions = mais permissões
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = Vá com calma: você poderá usar isso de novo { $when }.
mindtrace-busy = Isso já está em andamento. Tente de novo quando terminar.
mindtrace-overloaded = Estou ocupado no momento. Tente de novo em um minuto.
mindtrace-denied = Você não pode usar este comando aqui.
mindtrace-not-below-caller = `{ $parameter }` deve ser um membro abaixo de você na hierarquia.
mindtrace-expired = Isso expirou. Use o comando de novo.
mindtrace-not-for-you = Isso é para outra pessoa.
mindtrace-no-modal = Este comando abre um formulário, o que só é possível no Discord.
mindtrace-modal-timeout = O formulário não foi enviado a tempo.
mindtrace-wait-timeout = Esperei demais por uma resposta e parei.
mindtrace-changed = Este comando mudou. Tente de novo daqui a pouco.
mindtrace-no-private-answer = Só posso responder isso em particular, e você não aceita mensagens diretas deste servidor.
mindtrace-no-answer = Não há resposta para isso.
mindtrace-deadline = Isso demorou demais, então parei.
mindtrace-cancelled = Tive que parar antes de terminar. Tente de novo daqui a pouco.
mindtrace-failed = Algo deu errado do meu lado.
mindtrace-with-reference = { $message } Referência: `{ $reference }`
mindtrace-not-done = Não deu certo.

# Answers and labels

mindtrace-done = Pronto.
mindtrace-open = Abrir
mindtrace-yes = Sim
mindtrace-no = Não

# Lists: "a, b and c"

mindtrace-list = { $first }, { $last }
mindtrace-list-and = { $first } e { $last }
mindtrace-list-or = { $first } ou { $last }

# Arguments

mindtrace-argument-missing = Falta `{ $parameter }`: { $expected }.
mindtrace-argument-invalid = `{ $parameter }` deve ser { $expected }, não `{ $value }`.
mindtrace-argument-ambiguous = `{ $parameter }` não está claro: { $reason }.
mindtrace-argument-twice = `{ $parameter }` foi informado duas vezes.
mindtrace-argument-too-long = `{ $parameter }` aceita no máximo { $most } valores.
mindtrace-argument-too-many = `{ $value }` é uma palavra a mais. Coloque um texto de várias palavras entre "aspas".
mindtrace-argument-unknown = Não há nenhum argumento chamado `{ $name }`.
mindtrace-argument-open-quote = Uma aspa foi aberta e nunca fechada. Escreva \" para uma aspa que faz parte do texto.

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = { $count } membros têm esse nome; mencione o certo
mindtrace-ambiguous-roles = { $count } cargos têm esse nome; mencione o certo
mindtrace-ambiguous-channels = { $count } canais têm esse nome; mencione o certo
mindtrace-ambiguous-user-or-role = um membro e um cargo têm esse nome; mencione o certo

# Completes "`x` must be …"

mindtrace-expected-text = um texto
mindtrace-expected-boolean = `true` ou `false`
mindtrace-expected-character = um único caractere
mindtrace-expected-integer = um número inteiro
mindtrace-expected-number = um número
mindtrace-expected-duration = uma duração como `30s` ou `1h30m`
mindtrace-expected-time = um momento como `2026-11-24T10:00Z` ou `<t:1795514400>`
mindtrace-expected-user = um usuário, por menção, ID ou nome
mindtrace-expected-member = um membro deste servidor, por menção, ID ou nome
mindtrace-expected-role = um cargo deste servidor, por menção, ID ou nome
mindtrace-expected-user-or-role = um usuário ou um cargo, por menção, ID ou nome
mindtrace-expected-channel = um canal deste servidor, por menção, ID ou nome
mindtrace-expected-user-id = um usuário, por menção ou ID
mindtrace-expected-guild-id = o ID de um servidor
mindtrace-expected-message-id = o ID de uma mensagem
mindtrace-expected-message = uma mensagem daqui que você possa ler, por link ou ID
mindtrace-expected-emoji = um emoji
mindtrace-expected-code = código, com ou sem bloco de código
mindtrace-expected-attachment = um arquivo, anexado no Discord
mindtrace-expected-parsed = algo que este comando entenda
mindtrace-expected-choice = um destes: { $choices }
mindtrace-expected-choice-more = { $choices } e mais { $count }
mindtrace-expected-channel-of-kind = { $kinds } deste servidor, por menção, ID ou nome
mindtrace-expected-between = { $expected } de { $min } a { $max }
mindtrace-expected-at-least = { $expected } de no mínimo { $min }
mindtrace-expected-at-most = { $expected } de no máximo { $max }
mindtrace-expected-length-between = { $expected } de { $min } a { $max } caracteres
mindtrace-expected-length-at-least = { $expected } de no mínimo { $min ->
        [one] { $min } caractere
       *[other] { $min } caracteres
    }
mindtrace-expected-length-at-most = { $expected } de no máximo { $max ->
        [one] { $max } caractere
       *[other] { $max } caracteres
    }
mindtrace-channel-text = um canal de texto
mindtrace-channel-voice = um canal de voz
mindtrace-channel-category = uma categoria
mindtrace-channel-announcement = um canal de anúncios
mindtrace-channel-thread = um tópico
mindtrace-channel-stage = um canal palco
mindtrace-channel-forum = um fórum
mindtrace-channel-media = um canal de mídia

# Help

mindtrace-help-title = Comandos
mindtrace-help-footer = { $call } explica um comando.
mindtrace-help-prefixes = Prefixos: { $prefixes }
mindtrace-help-other = Outros
mindtrace-help-none = Não há comandos que você possa usar aqui.
mindtrace-help-usage = Uso
mindtrace-help-arguments = Argumentos
mindtrace-help-optional = (opcional)
mindtrace-help-aliases = Outros nomes
mindtrace-help-permissions = Você precisa de
mindtrace-help-how-often = Frequência
mindtrace-help-rate = { $uses ->
        [one] uma vez em { $duration }
       *[other] { $uses } vezes em { $duration }
    }
mindtrace-help-rate-guild = { $rate } para todo o servidor
mindtrace-help-rate-channel = { $rate } para todo o canal
mindtrace-help-rate-member = { $rate } para cada membro
mindtrace-help-rate-global = { $rate } para todos os usuários juntos
# Completes "once in …"
mindtrace-seconds = { $count ->
        [one] { $count } segundo
       *[other] { $count } segundos
    }
mindtrace-minutes = { $count ->
        [one] { $count } minuto
       *[other] { $count } minutos
    }
