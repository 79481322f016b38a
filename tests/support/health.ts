/** What a double says of itself. */
export async function healthOf({ address }: { readonly address: string }) {
  const answer = await fetch(`${address}/_doublecheck/health`);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
