# The framework's own texts in Korean. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = `{ $name }` 명령어가 없습니다.
mindtrace-unknown-command-nearest = `{ $name }` 명령어가 없습니다. 혹시 { $nearest }인가요?
mindtrace-incomplete = `{ $group }`은(는) 명령어 그룹입니다: { $commands }.
mindtrace-disabled = 이 명령어는 현재 꺼져 있습니다.
mindtrace-draining = 다시 시작하는 중입니다. 잠시 후 다시 시도해 주세요.
mindtrace-guild-only = 이 명령어는 서버에서만 사용할 수 있습니다.
mindtrace-dm-only = 이 명령어는 다이렉트 메시지에서만 사용할 수 있습니다.
mindtrace-nsfw-only = 이 명령어는 연령 제한 채널에서만 사용할 수 있습니다.
mindtrace-owners-only = 이 명령어는 봇 소유자 전용입니다.
mindtrace-not-entitled = 이 명령어는 프리미엄 기능입니다.
mindtrace-missing-permissions = 여기서 이 명령어를 사용하려면 { $permissions } 권한이 필요합니다.
mindtrace-bot-missing-permissions = 여기서 그렇게 하려면 저에게 { $permissions } 권한이 필요합니다.
mindtrace-more-permissions = 추가
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = 조금 천천히 해 주세요. { $when }에 다시 사용할 수 있습니다.
mindtrace-busy = 이미 실행 중입니다. 끝난 뒤 다시 시도해 주세요.
mindtrace-overloaded = 지금은 바쁩니다. 1분 후 다시 시도해 주세요.
mindtrace-denied = 여기서는 이 명령어를 사용할 수 없습니다.
mindtrace-not-below-caller = `{ $parameter }`에는 회원님보다 서열이 낮은 멤버를 지정해야 합니다.
mindtrace-expired = 만료되었습니다. 명령어를 다시 실행해 주세요.
mindtrace-not-for-you = 다른 사용자를 위한 것입니다.
mindtrace-no-modal = 이 명령어는 양식을 여는데, 양식은 Discord에서만 사용할 수 있습니다.
mindtrace-modal-timeout = 양식이 제시간에 제출되지 않았습니다.
mindtrace-wait-timeout = 답을 너무 오래 기다려서 중단했습니다.
mindtrace-changed = 이 명령어가 변경되었습니다. 잠시 후 다시 시도해 주세요.
mindtrace-no-private-answer = 비공개로만 답할 수 있는데, 회원님은 이 서버의 다이렉트 메시지를 허용하지 않습니다.
mindtrace-no-answer = 이에 대한 답이 없습니다.
mindtrace-deadline = 시간이 너무 오래 걸려서 중단했습니다.
mindtrace-cancelled = 끝나기 전에 중단해야 했습니다. 잠시 후 다시 시도해 주세요.
mindtrace-failed = 제 쪽에서 문제가 발생했습니다.
mindtrace-with-reference = { $message } 참조 번호: `{ $reference }`
mindtrace-not-done = 실패했습니다.

# Answers and labels

mindtrace-done = 완료했습니다.
mindtrace-open = 열기
mindtrace-yes = 예
mindtrace-no = 아니요

# Lists: "a, b and c"

mindtrace-list = { $first }, { $last }
mindtrace-list-and = { $first } 및 { $last }
mindtrace-list-or = { $first } 또는 { $last }

# Arguments

mindtrace-argument-missing = `{ $parameter }` 값이 없습니다: { $expected }.
mindtrace-argument-invalid = `{ $parameter }` 값으로 `{ $value }`을(를) 사용할 수 없습니다. 필요한 값: { $expected }.
mindtrace-argument-ambiguous = `{ $parameter }` 값이 명확하지 않습니다: { $reason }.
mindtrace-argument-twice = `{ $parameter }` 값이 두 번 입력되었습니다.
mindtrace-argument-too-long = `{ $parameter }`에는 값을 최대 { $most }개까지 입력할 수 있습니다.
mindtrace-argument-too-many = `{ $value }`은(는) 불필요한 단어입니다. 여러 단어로 된 텍스트는 "따옴표"로 묶어 주세요.
mindtrace-argument-unknown = `{ $name }`(이)라는 인수가 없습니다.
mindtrace-argument-open-quote = 따옴표가 닫히지 않았습니다. 텍스트에 포함되는 따옴표는 \"로 써 주세요.

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = 이 이름의 멤버가 { $count }명 있습니다. 멘션으로 지정해 주세요
mindtrace-ambiguous-roles = 이 이름의 역할이 { $count }개 있습니다. 멘션으로 지정해 주세요
mindtrace-ambiguous-channels = 이 이름의 채널이 { $count }개 있습니다. 멘션으로 지정해 주세요
mindtrace-ambiguous-user-or-role = 이 이름의 멤버와 역할이 있습니다. 멘션으로 지정해 주세요

# Completes "`x` must be …"

mindtrace-expected-text = 텍스트
mindtrace-expected-boolean = `true` 또는 `false`
mindtrace-expected-character = 문자 하나
mindtrace-expected-integer = 정수
mindtrace-expected-number = 숫자
mindtrace-expected-duration = `30s` 또는 `1h30m`과 같은 시간 길이
mindtrace-expected-time = `2026-11-24T10:00Z` 또는 `<t:1795514400>`과 같은 시각
mindtrace-expected-user = 사용자(멘션, ID 또는 이름)
mindtrace-expected-member = 이 서버의 멤버(멘션, ID 또는 이름)
mindtrace-expected-role = 이 서버의 역할(멘션, ID 또는 이름)
mindtrace-expected-user-or-role = 사용자 또는 역할(멘션, ID 또는 이름)
mindtrace-expected-channel = 이 서버의 채널(멘션, ID 또는 이름)
mindtrace-expected-user-id = 사용자(멘션 또는 ID)
mindtrace-expected-guild-id = 서버 ID
mindtrace-expected-message-id = 메시지 ID
mindtrace-expected-message = 여기서 읽을 수 있는 메시지(링크 또는 ID)
mindtrace-expected-emoji = 이모지
mindtrace-expected-code = 코드(코드 블록은 선택 사항)
mindtrace-expected-attachment = Discord에서 첨부한 파일
mindtrace-expected-parsed = 이 명령어가 이해하는 값
mindtrace-expected-choice = { $choices } 중 하나
mindtrace-expected-choice-more = { $choices } 외 { $count }개
mindtrace-expected-channel-of-kind = 이 서버의 { $kinds }(멘션, ID 또는 이름)
mindtrace-expected-between = { $min }부터 { $max }까지의 { $expected }
mindtrace-expected-at-least = { $min } 이상의 { $expected }
mindtrace-expected-at-most = { $max } 이하의 { $expected }
mindtrace-expected-length-between = { $min }~{ $max }자의 { $expected }
mindtrace-expected-length-at-least = { $min }자 이상의 { $expected }
mindtrace-expected-length-at-most = { $max }자 이하의 { $expected }
mindtrace-channel-text = 텍스트 채널
mindtrace-channel-voice = 음성 채널
mindtrace-channel-category = 카테고리
mindtrace-channel-announcement = 공지 채널
mindtrace-channel-thread = 스레드
mindtrace-channel-stage = 스테이지 채널
mindtrace-channel-forum = 포럼
mindtrace-channel-media = 미디어 채널

# Help

mindtrace-help-title = 명령어
mindtrace-help-footer = { $call } 명령어로 설명을 볼 수 있습니다.
mindtrace-help-prefixes = 접두사: { $prefixes }
mindtrace-help-other = 기타
mindtrace-help-none = 여기서 사용할 수 있는 명령어가 없습니다.
mindtrace-help-usage = 사용법
mindtrace-help-arguments = 인수
mindtrace-help-optional = (선택)
mindtrace-help-aliases = 다른 이름
mindtrace-help-permissions = 필요한 권한
mindtrace-help-how-often = 사용 빈도
mindtrace-help-rate = { $duration }에 { $uses }번
mindtrace-help-rate-guild = { $rate }(서버 전체)
mindtrace-help-rate-channel = { $rate }(채널 전체)
mindtrace-help-rate-member = { $rate }(멤버별)
mindtrace-help-rate-global = { $rate }(모든 사용자 합계)
# Completes "once in …"
mindtrace-seconds = { $count }초
mindtrace-minutes = { $count }분
