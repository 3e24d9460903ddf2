/** What people do on the page, on its way to the sandbox. */
import type { ActAnswer, ClockAct, Misbehaviour, MoveAnswer, PageAct } from "./wire.ts";

export function sendAct(handle: string, act: PageAct): Promise<ActAnswer> {
  return post(`/page/as/${encodeURIComponent(handle)}`, act);
}

export function sendClockAct(act: ClockAct): Promise<MoveAnswer> {
  return post("/page/clock", act);
}

export function sendMisbehaviour(misbehaviour: Misbehaviour): Promise<ActAnswer> {
  return post("/page/misbehave", misbehaviour);
}

/** Never rejects: what went wrong is in the answer, in words for the place where it happened. */
async function post<Answer extends { failed?: string }>(
  path: string,
  body: unknown,
): Promise<Answer | { failed: string }> {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer: Answer = await response.json();
    return answer;
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
