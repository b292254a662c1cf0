/** What was answered, if it is data: a firewall or a proxy on the way refuses in a page of its own. */
export async function dataOf(response: Response): Promise<unknown> {
  const text = await response.text();
  const isData = /\bjson\b/.test(response.headers.get("content-type") ?? "");
  return text && isData ? (JSON.parse(text) as unknown) : undefined;
}
