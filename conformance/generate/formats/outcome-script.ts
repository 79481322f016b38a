/**
 * JavaScript for runners that have an answer's status and text: `isAllowed(status, text, allowed)`. A code
 * is there as the whole of a text, or behind the last slash of one; where the answer is no JSON, as a word.
 */
export const outcomeScript = String.raw`function hasCode(value, code) {
  if (typeof value === 'string') return value === code || value.endsWith('/' + code);
  if (typeof value !== 'object' || value === null) return false;
  return Object.keys(value).some(function (name) { return hasCode(value[name], code); });
}
function carries(text, code) {
  var json;
  try {
    json = JSON.parse(text);
  } catch (_error) {
    return text.split(/[^\w.-]+/).indexOf(code) >= 0;
  }
  return hasCode(json, code);
}
function isAllowed(status, text, allowed) {
  return allowed.some(function (one) {
    var isStatus = typeof one.status === 'number' ? status === one.status : String(status)[0] === one.status[0];
    return isStatus && (one.code === undefined || carries(text, one.code));
  });
}`;
