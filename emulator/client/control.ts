/** One call of the control API; every error status throws with what the emulator said. */
export async function callControl<T>(
  url: string,
  method: "GET" | "PUT" | "PATCH" | "POST" | "DELETE",
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await fetch(`${url}/_emulator/${path}`, {
    method,
    // A kept connection goes stale while a process that runs commands synchronously stands still.
    headers: { connection: "close", ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}
