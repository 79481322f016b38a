/**
 * Headers beside those that a request has anyway; none of them changes where a message ends, nor which
 * connection it is for. A server is said to take no notice of any.
 */
export const oddHeaders: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'long-unknown': { 'x-doublecheck': 'x'.repeat(4096) },
  'long-name': { [`x-${'doublecheck-'.repeat(40)}x`]: 'x' },
  'many-unknown': Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`x-many-${i}`, 'x'])),
  'obs-text': { 'x-doublecheck': 'caf\u00e9 \u0080\u00ff' },
  'empty-value': { 'x-doublecheck': '' },
  'tab-in-value': { 'x-doublecheck': 'a\tb' },
  'odd-name': { "x-!#$%&'*+.^_`|~": 'x' },
  'inherited-names': { constructor: 'x', tostring: 'x', hasownproperty: 'x', valueof: 'x' },
  'method-override': {
    'x-http-method-override': 'DELETE',
    'x-http-method': 'DELETE',
    'x-method-override': 'DELETE',
  },
  'forwarded-host': {
    'x-forwarded-host': 'doublecheck.invalid',
    'x-host': 'doublecheck.invalid',
    forwarded: 'for=127.0.0.1;host=doublecheck.invalid;proto=https',
  },
  'forwarded-for': {
    'x-forwarded-for': "127.0.0.1, ::1, unknown, ' OR 1=1 --",
    'x-real-ip': '127.0.0.1',
    'x-client-ip': '127.0.0.1',
  },
  'forwarded-address': {
    'x-original-url': '/admin',
    'x-rewrite-url': '/admin',
    'x-forwarded-prefix': '/../..',
    'x-forwarded-proto': 'https',
    'x-forwarded-port': '99999',
  },
  'accept-html': { accept: 'text/html' },
  'accept-nothing': { accept: 'doublecheck/none;q=1, application/json;q=0' },
  'accept-garbage': { accept: ';;;,,q=' },
  'accept-version': { accept: 'application/vnd.doublecheck.v99+json' },
  'accept-encoding': { 'accept-encoding': 'br;q=1' },
  'accept-encoding-unknown': { 'accept-encoding': 'doublecheck;q=1, gzip;q=0' },
  'accept-charset': { 'accept-charset': 'utf-7, utf-16;q=0.9' },
  'accept-language': { 'accept-language': `${'x-'.repeat(100)}x, *;q=0.00001` },
  'cookie-noise': {
    cookie: 'session=../../etc/hostname; __proto__=1; a=b; a=c; =; ;;; admin=true; x="y; z"',
  },
  'other-origin': { origin: 'null', referer: 'http://doublecheck.invalid/%0d%0aX: y' },
  'content-encoding-identity': { 'content-encoding': 'identity' },
  'content-disposition': { 'content-disposition': 'attachment; filename="../../x"' },
  'content-language': { 'content-language': '../../etc/hostname' },
  'log-expression': {
    'x-api-version': `\${jndi:ldap://127.0.0.1:9/doublecheck}`,
    referer: `\${jndi:ldap://127.0.0.1:9/doublecheck}`,
  },
  'shell-function': { 'x-doublecheck': '() { :;}; echo doublecheck' },
  'encoded-line-break': { 'x-doublecheck': 'a%0d%0aSet-Cookie: doublecheck=1' },
  'sql-value': { 'x-doublecheck': "' OR '1'='1' -- ", 'x-request-id': "1'; SELECT 1; --" },
  'prefer-strict': { prefer: 'handling=strict, doublecheck="1"' },
  'debug-switches': { 'x-debug': 'true', 'x-admin': '1', 'x-forwarded-user': 'admin' },
  'trace-garbage': { traceparent: '00-zz-zz-zz', tracestate: '=,=', baggage: '%%%' },
};

/** What HTTP defines for the reading of something that is there already: to a POST that creates it is nothing. */
export const readingHeaders: typeof oddHeaders = {
  range: { range: 'bytes=0-0', 'if-range': '"doublecheck"' },
  'range-many': { range: `bytes=${'0-,'.repeat(200)}0-` },
  'precondition-any': { 'if-none-match': '*' },
  'precondition-date': { 'if-modified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' },
  'precondition-garbage': { 'if-unmodified-since': 'yesterday' },
};
