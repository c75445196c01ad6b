# The framework's own texts in Spanish. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = No existe el comando `{ $name }`.
mindtrace-unknown-command-nearest = No existe el comando `{ $name }`. ¿Querías decir { $nearest }?
mindtrace-incomplete = `{ $group }` es un grupo de comandos: { $commands }.
mindtrace-disabled = Este comando está desactivado por el momento.
mindtrace-draining = Me estoy reiniciando. Vuelve a intentarlo en un momento.
mindtrace-guild-only = Este comando solo funciona en servidores.
mindtrace-dm-only = Este comando solo funciona en mensajes directos.
mindtrace-nsfw-only = Este comando solo funciona en canales con restricción de edad.
mindtrace-owners-only = Este comando es solo para los propietarios del bot.
mindtrace-not-entitled = Este comando es una función prémium.
mindtrace-missing-permissions = Para usar este comando aquí necesitas { $permissions }.
mindtrace-bot-missing-permissions = Para hacer eso aquí necesito { $permissions }.
mindtrace-more-permissions = más permisos
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = No tan rápido: podrás volver a usarlo { $when }.
mindtrace-busy = Esto ya está en marcha. Vuelve a intentarlo cuando termine.
mindtrace-overloaded = Estoy ocupado en este momento. Vuelve a intentarlo en un minuto.
mindtrace-denied = No puedes usar este comando aquí.
mindtrace-not-below-caller = `{ $parameter }` debe ser un miembro de rango inferior al tuyo.
mindtrace-expired = Esto ha caducado. Vuelve a ejecutar el comando.
mindtrace-not-for-you = Esto es para otra persona.
mindtrace-no-modal = Este comando abre un formulario, y eso solo es posible en Discord.
mindtrace-modal-timeout = El formulario no se ha enviado a tiempo.
mindtrace-wait-timeout = He esperado demasiado una respuesta y lo he dejado.
mindtrace-changed = Este comando ha cambiado. Vuelve a intentarlo en un momento.
mindtrace-no-private-answer = Solo puedo responder a esto en privado, y no aceptas mensajes directos de este servidor.
mindtrace-no-answer = No hay respuesta para eso.
mindtrace-deadline = Eso ha tardado demasiado, así que lo he dejado.
mindtrace-cancelled = He tenido que parar antes de terminar. Vuelve a intentarlo en un momento.
mindtrace-failed = Algo ha fallado por mi parte.
mindtrace-with-reference = { $message } Referencia: `{ $reference }`
mindtrace-not-done = No ha funcionado.

# Answers and labels

mindtrace-done = Hecho.
mindtrace-open = Abrir
mindtrace-yes = Sí
mindtrace-no = No

# Lists: "a, b and c"

mindtrace-list = { $first }, { $last }
mindtrace-list-and = { $first } y { $last }
mindtrace-list-or = { $first } o { $last }

# Arguments

mindtrace-argument-missing = Falta `{ $parameter }`: { $expected }.
mindtrace-argument-invalid = `{ $parameter }` debe ser { $expected }, no `{ $value }`.
mindtrace-argument-ambiguous = `{ $parameter }` no está claro: { $reason }.
mindtrace-argument-twice = `{ $parameter }` se ha indicado dos veces.
mindtrace-argument-too-long = `{ $parameter }` admite como máximo { $most } valores.
mindtrace-argument-too-many = `{ $value }` es una palabra de más. Pon entre "comillas" un texto de varias palabras.
mindtrace-argument-unknown = No hay ningún argumento llamado `{ $name }`.
mindtrace-argument-open-quote = Hay una comilla que se abre y no se cierra. Escribe \" para una comilla que forme parte del texto.

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = { $count } miembros se llaman así; menciona al correcto
mindtrace-ambiguous-roles = { $count } roles se llaman así; menciona el correcto
mindtrace-ambiguous-channels = { $count } canales se llaman así; menciona el correcto
mindtrace-ambiguous-user-or-role = un miembro y un rol se llaman así; menciona el correcto

# Completes "`x` must be …"

mindtrace-expected-text = un texto
mindtrace-expected-boolean = `true` o `false`
mindtrace-expected-character = un solo carácter
mindtrace-expected-integer = un número entero
mindtrace-expected-number = un número
mindtrace-expected-duration = una duración como `30s` o `1h30m`
mindtrace-expected-time = un momento como `2026-11-24T10:00Z` o `<t:1795514400>`
mindtrace-expected-user = un usuario, por mención, ID o nombre
mindtrace-expected-member = un miembro de este servidor, por mención, ID o nombre
mindtrace-expected-role = un rol de este servidor, por mención, ID o nombre
mindtrace-expected-user-or-role = un usuario o un rol, por mención, ID o nombre
mindtrace-expected-channel = un canal de este servidor, por mención, ID o nombre
mindtrace-expected-user-id = un usuario, por mención o ID
mindtrace-expected-guild-id = el ID de un servidor
mindtrace-expected-message-id = el ID de un mensaje
mindtrace-expected-message = un mensaje de aquí que puedas leer, por enlace o ID
mindtrace-expected-emoji = un emoji
mindtrace-expected-code = código, con o sin bloque de código
mindtrace-expected-attachment = un archivo, adjuntado en Discord
mindtrace-expected-parsed = algo que este comando entienda
mindtrace-expected-choice = uno de { $choices }
mindtrace-expected-choice-more = { $choices } y { $count } más
mindtrace-expected-channel-of-kind = { $kinds } de este servidor, por mención, ID o nombre
mindtrace-expected-between = { $expected } de { $min } a { $max }
mindtrace-expected-at-least = { $expected } de { $min } como mínimo
mindtrace-expected-at-most = { $expected } de { $max } como máximo
mindtrace-expected-length-between = { $expected } de { $min } a { $max } caracteres
mindtrace-expected-length-at-least = { $expected } de al menos { $min ->
        [one] { $min } carácter
       *[other] { $min } caracteres
    }
mindtrace-expected-length-at-most = { $expected } de un máximo de { $max ->
        [one] { $max } carácter
       *[other] { $max } caracteres
    }
mindtrace-channel-text = un canal de texto
mindtrace-channel-voice = un canal de voz
mindtrace-channel-category = una categoría
mindtrace-channel-announcement = un canal de anuncios
mindtrace-channel-thread = un hilo
mindtrace-channel-stage = un canal de escenario
mindtrace-channel-forum = un foro
mindtrace-channel-media = un canal multimedia

# Help

mindtrace-help-title = Comandos
mindtrace-help-footer = { $call } explica un comando.
mindtrace-help-prefixes = Prefijos: { $prefixes }
mindtrace-help-other = Otros
mindtrace-help-none = No hay comandos que puedas usar aquí.
mindtrace-help-usage = Uso
mindtrace-help-arguments = Argumentos
mindtrace-help-optional = (opcional)
mindtrace-help-aliases = Otros nombres
mindtrace-help-permissions = Necesitas
mindtrace-help-how-often = Frecuencia
mindtrace-help-rate = { $uses ->
        [one] una vez cada { $duration }
       *[other] { $uses } veces cada { $duration }
    }
mindtrace-help-rate-guild = { $rate } para todo el servidor
mindtrace-help-rate-channel = { $rate } para todo el canal
mindtrace-help-rate-member = { $rate } para cada miembro
mindtrace-help-rate-global = { $rate } para todos los usuarios en conjunto
# Completes "once in …"
mindtrace-seconds = { $count ->
        [one] { $count } segundo
       *[other] { $count } segundos
    }
mindtrace-minutes = { $count ->
        [one] { $count } minuto
       *[other] { $count } minutos
    }

# Permissions, as Discord's client calls them

mindtrace-permission-create-invite = Crear invitación
mindtrace-permission-kick-members = Expulsar miembros
mindtrace-permission-ban-members = Banear miembros
mindtrace-permission-administrator = Administrador
mindtrace-permission-manage-channels = Gestionar canales
mindtrace-permission-manage-server = Gestionar servidor
mindtrace-permission-add-reactions = Añadir reacciones
mindtrace-permission-view-audit-log = Ver el registro de auditoría
mindtrace-permission-priority-speaker = Prioridad de palabra
mindtrace-permission-video = Vídeo
mindtrace-permission-view-channels = Ver canales
mindtrace-permission-send-messages = Enviar mensajes
mindtrace-permission-send-tts-messages = Enviar mensajes de texto a voz
mindtrace-permission-manage-messages = Gestionar mensajes
mindtrace-permission-embed-links = Insertar enlaces
mindtrace-permission-attach-files = Adjuntar archivos
mindtrace-permission-read-message-history = Leer el historial de mensajes
mindtrace-permission-mention-everyone = Mencionar @everyone, @here y todos los roles
mindtrace-permission-use-external-emoji = Usar emojis externos
mindtrace-permission-view-server-insights = Ver información del servidor
mindtrace-permission-connect = Conectar
mindtrace-permission-speak = Hablar
mindtrace-permission-mute-members = Silenciar miembros
mindtrace-permission-deafen-members = Ensordecer miembros
mindtrace-permission-move-members = Mover miembros
mindtrace-permission-use-voice-activity = Usar Actividad de voz
mindtrace-permission-change-nickname = Cambiar apodo
mindtrace-permission-manage-nicknames = Gestionar apodos
mindtrace-permission-manage-roles = Gestionar roles
mindtrace-permission-manage-webhooks = Gestionar webhooks
mindtrace-permission-manage-expressions = Gestionar expresiones
mindtrace-permission-use-application-commands = Usar comandos de aplicaciones
mindtrace-permission-request-to-speak = Solicitar hablar
mindtrace-permission-manage-events = Gestionar eventos
mindtrace-permission-manage-threads = Gestionar hilos
mindtrace-permission-create-public-threads = Crear hilos públicos
mindtrace-permission-create-private-threads = Crear hilos privados
mindtrace-permission-use-external-stickers = Usar pegatinas externas
mindtrace-permission-send-messages-in-threads = Enviar mensajes en hilos
mindtrace-permission-use-activities = Usar actividades
mindtrace-permission-timeout-members = Aislar temporalmente a miembros
mindtrace-permission-view-subscription-insights = Ver información de las suscripciones del servidor
mindtrace-permission-use-soundboard = Usar panel de sonidos
mindtrace-permission-create-expressions = Crear expresiones
mindtrace-permission-create-events = Crear eventos
mindtrace-permission-use-external-sounds = Usar sonidos externos
mindtrace-permission-send-voice-messages = Enviar mensajes de voz
mindtrace-permission-set-voice-channel-status = Establecer el estado del canal de voz
mindtrace-permission-create-polls = Crear encuestas
mindtrace-permission-use-external-apps = Usar aplicaciones externas
mindtrace-permission-pin-messages = Fijar mensajes
mindtrace-permission-bypass-slowmode = Omitir el modo pausado
