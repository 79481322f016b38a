/** JavaScript that makes of a credential's value each form in which cases send it, by the end of its name. */
export const credentialScript = `function formsOf(value) {
  var token = value.split(' ').pop();
  var isUpper = token === token.toUpperCase();
  var other = isUpper ? token.toLowerCase() : token.toUpperCase();
  return {
    '': value,
    __TOKEN: token,
    __SHORTER: value.slice(0, -1),
    __OTHER_CASE: value.slice(0, value.length - token.length) + other,
  };
}`;
