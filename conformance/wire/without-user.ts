/** A base URL without the user in it, who is nothing that is sent, and may be a secret. */
export function withoutUser(baseUrl: string): string {
  return baseUrl.replace(/^(https?:\/\/)[^/]*@/i, '$1');
}
