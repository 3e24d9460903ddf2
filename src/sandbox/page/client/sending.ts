/** What people do on the page, on its way to the sandbox. */
import type { ActAnswer, ClockAct, Misbehaviour, PageAct } from "./wire.ts";

export function sendAct(handle: string, act: PageAct): Promise<ActAnswer> {
  return post(`/page/as/${encodeURIComponent(handle)}`, act);
}

export function sendClockAct(act: ClockAct): Promise<ActAnswer> {
  return post("/page/clock", act);
}

export function sendMisbehaviour(misbehaviour: Misbehaviour): Promise<ActAnswer> {
  return post("/page/misbehave", misbehaviour);
}

/** Never rejects: what went wrong is in the answer, in words for the place where it happened. */
async function post(path: string, body: unknown): Promise<ActAnswer> {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer: ActAnswer = await response.json();
    return answer;
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
