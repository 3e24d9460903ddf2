/**
 * Stops a call to Slack at the last moment. A process may be suspended for minutes between two statements, and
 * connecting takes time, so permission is checked once connected, right before the first byte. Source:
 * https://undici.nodejs.org/#/docs/api/DiagnosticsChannel, for the requests of Node's `fetch`.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import { Socket } from "node:net";
import { z } from "zod";

/**
 * A connection keeps the context of the call that opened it, and through a proxy may become Socket Mode's: after the
 * call, the fence lets everything pass.
 */
interface Fence {
  mayBegin: () => boolean;
  isOver: boolean;
}

const fences = new AsyncLocalStorage<Fence>();
const fenced = new WeakMap<object, () => boolean>();
const created = z.object({ request: z.custom<object>((value) => typeof value === "object" && value !== null) });
const sending = created.extend({ socket: z.instanceof(Socket) });

/** Message of the error of a stopped call. */
export const HELD_BACK = "held back before its first byte";

subscribe("undici:request:create", (message) => {
  const fence = fences.getStore();
  if (fence && !fence.isOver) fenced.set(created.parse(message).request, fence.mayBegin);
});

subscribe("undici:client:sendHeaders", (message) => {
  const { request, socket } = sending.parse(message);
  if (fenced.get(request)?.() === false) socket.destroy(new Error(HELD_BACK));
});

/** Makes a `fetch` call that fails with `HELD_BACK`, unsent, unless `mayBegin` returns true. */
export async function sendOnlyIf<Result>(mayBegin: () => boolean, call: () => Promise<Result>): Promise<Result> {
  const fence: Fence = { mayBegin, isOver: false };
  try {
    return await fences.run(fence, call);
  } finally {
    fence.isOver = true;
  }
}
