/**
 * Holds a call to Slack back at its last moment. A process can be stopped for minutes between two of its statements (a
 * suspended machine, a long stall), and a connection takes its time: whether a call may begin is asked when it is
 * connected, right before its first byte leaves.
 *
 * Source: https://undici.nodejs.org/#/docs/api/DiagnosticsChannel, for the requests that Node's `fetch` makes.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import { Socket } from "node:net";
import { z } from "zod";

/**
 * A connection that is opened during the call keeps the call's context for as long as it is open, and through a proxy it
 * may become Socket Mode's: what is asked there later, after the call, is held back by nothing.
 */
interface Fence {
  mayBegin: () => boolean;
  isOver: boolean;
}

const fences = new AsyncLocalStorage<Fence>();
const fenced = new WeakMap<object, () => boolean>();
const created = z.object({ request: z.custom<object>((value) => typeof value === "object" && value !== null) });
const sending = created.extend({ socket: z.instanceof(Socket) });

/** In the message of the error with which a call that was held back fails. */
export const HELD_BACK = "held back before its first byte";

subscribe("undici:request:create", (message) => {
  const fence = fences.getStore();
  if (fence && !fence.isOver) fenced.set(created.parse(message).request, fence.mayBegin);
});

subscribe("undici:client:sendHeaders", (message) => {
  const { request, socket } = sending.parse(message);
  if (fenced.get(request)?.() === false) socket.destroy(new Error(HELD_BACK));
});

/** Makes a call by `fetch` of which nothing is sent unless `mayBegin` says true then; else it fails with `HELD_BACK`. */
export async function sendOnlyIf<Result>(mayBegin: () => boolean, call: () => Promise<Result>): Promise<Result> {
  const fence: Fence = { mayBegin, isOver: false };
  try {
    return await fences.run(fence, call);
  } finally {
    fence.isOver = true;
  }
}
