/**
 * Who may drive the sandbox: processes of this machine, and its own page. Any other page in the same browser could reach
 * 127.0.0.1 too; its browser then names another Origin, or, where a name was bound anew to 127.0.0.1, another Host.
 */
import type { IncomingMessage } from "node:http";
import type { MiddlewareHandler } from "hono";

const OWN_NAMES = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Browsers give an Origin with everything but a plain look-up of their own page (fetch.spec.whatwg.org#origin-header). */
function isOurs({ host, origin }: { host: string | undefined; origin: string | undefined }): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`) || !OWN_NAMES.has(new URL(`http://${host}`).hostname))
    return false;
  return origin === undefined || origin === `http://${host}`;
}

/** Answers 403 to what another page sends, and 415 to what a JSON route gets as anything else. */
export function ownPagesOnly({ json = false } = {}): MiddlewareHandler {
  return async (c, next) => {
    if (!isOurs({ host: c.req.header("host"), origin: c.req.header("origin") }))
      return c.text("Only this machine's own programs and the sandbox's own page may do this.", 403);
    if (json && c.req.method === "POST" && !/^application\/json\s*(;|$)/i.test(c.req.header("content-type") ?? ""))
      return c.text("The body must be JSON.", 415);
    return next();
  };
}

/** The same for a socket that wants to be opened. */
export function mayConnect({ headers }: IncomingMessage): boolean {
  return isOurs({ host: headers.host, origin: headers.origin });
}
