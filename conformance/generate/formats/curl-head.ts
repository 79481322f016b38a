import { quoted } from '../../wire/shell.ts';
import { withoutUser } from '../../wire/without-user.ts';
import { baseUrlVariable, givenVariables } from './credentials.ts';
import type { About } from './format.ts';
import { oneLine } from './words.ts';

/** The top of the script: what it is, the variables, and a function for each concern. */
export function curlHead(about: About): string {
  const given = givenVariables(about);
  return `#!/bin/sh
# ${oneLine(about.title)}: requests and what they may come to, made by Doublecheck ${about.version} with seed ${about.seed}.
# Any POSIX shell with curl runs it. It prints TAP and ends with 0 when every outcome was allowed,
# with 1 when one was not, and with 2 when something is missing to begin with.
#
# ${baseUrlVariable}: where the requests go, unless it is as below
${given.map(({ name, what }) => `# ${name}: ${oneLine(what)}\n`).join('')}
set -u
LC_ALL=C
export LC_ALL

base=\${${baseUrlVariable}:-${quoted(withoutUser(about.baseUrl))}}
base=\${base%/}

missing=0
# demand NAME VALUE WHAT-IT-IS
demand() {
  [ -z "$2" ] || return 0
  printf '%s is not set: it is %s.\\n  export %s=...\\n' "$1" "$3" "$1" >&2
  missing=1
}
${given.map(({ name, what }) => `demand ${name} "\${${name}-}" ${quoted(oneLine(what))}\n`).join('')}command -v curl >/dev/null || { echo 'curl is not installed.' >&2; missing=1; }
[ "$missing" -eq 0 ] || exit 2

# other_case VALUE: with the token in capitals, or in small letters where it has no other
other_case() {
  token=\${1##* }
  case $token in
    *[a-z]*) printf '%s%s' "\${1%"$token"}" "$(printf %s "$token" | tr a-z A-Z)" ;;
    *) printf '%s%s' "\${1%"$token"}" "$(printf %s "$token" | tr A-Z a-z)" ;;
  esac
}
${given.map(({ name }) => derived(name)).join('')}
${functions}`;
}

/** What is made of a credential. */
function derived(name: string): string {
  return `${name}__TOKEN=\${${name}##* }
${name}__SHORTER=\${${name}%?}
${name}__OTHER_CASE=$(other_case "$${name}")
`;
}

const functions = String.raw`dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
number=0 failed=0 left_out=0

# begin ID
begin() {
  id=$1 ok=yes step=0
}

# encoded TEXT: as it stands in a URL
encoded() {
  rest=$1
  while [ -n "$rest" ]; do
    letter=${'$'}{rest%"${'$'}{rest#?}"}
    rest=${'$'}{rest#?}
    case $letter in
      [A-Za-z0-9_.~!*\'\(\)-]) printf %s "$letter" ;;
      *) printf '%%%02X' "'$letter" ;;
    esac
  done
}

# many NUMBER TEXT: the text so many times, in few steps
many() {
  left=$1 text=$2
  while [ "$left" -gt 0 ]; do
    [ $((left % 2)) -eq 0 ] || printf %s "$text"
    left=$((left / 2))
    [ "$left" -eq 0 ] || text=$text$text
  done
}

# send METHOD PATH CURL-OPTION...: sends what body prints, and wants one of the outcomes in $allowed
send() {
  step=$((step + 1)) tries=0
  [ "$ok" = yes ] || return 0
  while :; do
    exchange "$@"
    ! is_allowed || return 0
    [ "$status" = 429 ] && [ "$tries" -lt 5 ] || break
    tries=$((tries + 1))
    pause "$(retry_after)" 'a limit was met'
  done
  ok=no failed=$((failed + 1)) number=$((number + 1))
  printf 'not ok %s - %s\n' "$number" "$id"
  printf '%s\n' "$allowed" | sed "s/^/# request $step allows: /"
  if [ "$status" = 000 ]; then
    sed 's/^/# no answer: /' "$dir/trouble"
  else
    printf '# came: %s ' "$status"
    head -c 500 "$dir/answer" | tr '\r\n' '  '
    echo
  fi
}

# exchange METHOD PATH CURL-OPTION...: leaves the status in $status, the rest in files
exchange() {
  method=$1 path=$2
  shift 2
  : >"$dir/headers"
  : >"$dir/answer"
  case $method in
    HEAD) set -- --head "$@" ;;
    *) set -- -X "$method" "$@" ;;
  esac
  status=$(body | curl -q -sS -g --path-as-is --max-time 120 -o "$dir/answer" -D "$dir/headers" \
    -w '%{http_code}' -H 'Expect:' "$@" --url "$base$path" 2>"$dir/trouble")
}

is_allowed() {
  while read -r want code; do
    case $want in
      ?xx) [ "${'$'}{status%??}xx" = "$want" ] || continue ;;
      *) [ "$status" = "$want" ] || continue ;;
    esac
    if [ -z "$code" ] || carries "$code"; then return 0; fi
  done <<END
$allowed
END
  return 1
}

# carries CODE: whether the answer has it as a whole word
carries() {
  case $1 in
    *[!A-Za-z0-9_.-]*) grep -qF -e "$1" "$dir/answer" ;;
    *) tr -cs 'A-Za-z0-9_.-' '\n' <"$dir/answer" | grep -qxF -e "$1" ;;
  esac
}

# retry_after: the seconds that the answer asks for, or 1
retry_after() {
  seconds=$(tr 'A-Z\r' 'a-z\n' <"$dir/headers" | sed -n 's/^retry-after:[[:space:]]*\([0-9][0-9]*\)[[:space:]]*$/\1/p' | tail -n 1)
  echo "${'$'}{seconds:-1}"
}

# pause SECONDS WHY
pause() {
  [ "$ok" = yes ] || return 0
  printf '# waits %s s: %s\n' "$1" "$2"
  sleep "$1"
}

# end: tells how the case ended, unless that was told before
end() {
  [ "$ok" = yes ] || return 0
  number=$((number + 1))
  printf 'ok %s - %s\n' "$number" "$id"
}

# skip ID WHY
skip() {
  number=$((number + 1)) left_out=$((left_out + 1))
  printf 'ok %s - %s # SKIP %s\n' "$number" "$1" "$2"
}

finish() {
  printf '1..%s\n' "$number"
  printf '# %s cases: %s ok, %s not ok, %s left out\n' \
    "$number" "$((number - failed - left_out))" "$failed" "$left_out"
  [ "$failed" -eq 0 ] || exit 1
}
`;
