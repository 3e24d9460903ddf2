import type { Prompt } from "./rounds/prompts.ts";

type Asked = Pick<Prompt, "round_id" | "person_id">;

/** Keys of the outbox: one message each, for ever. */
export const deliveryKeys = {
  prompt: (prompt: Asked) => `prompt:${prompt.round_id}:${prompt.person_id}`,
  /** For a prompt whose time passed while it was excused, once it is asked after all. */
  askedAgain: (prompt: Asked) => `prompt:${prompt.round_id}:${prompt.person_id}:again`,
  /** What the delegate of somebody who is away gets. */
  delegate: (prompt: Asked, delegateId: string) =>
    `prompt:${prompt.round_id}:${prompt.person_id}:delegate:${delegateId}`,
  reminder: (prompt: Asked) => `reminder:${prompt.round_id}:${prompt.person_id}:1`,
  /** What *Later* asked for, each time. */
  snoozes: (prompt: Asked) => `snooze:${prompt.round_id}:${prompt.person_id}:`,
  receipt: (prompt: Asked) => `receipt:${prompt.round_id}:${prompt.person_id}`,
  /** Of all that was sent of a round: what these begin with. */
  ofRound: (roundId: string) => ["prompt", "reminder", "snooze", "receipt"].map((kind) => `${kind}:${roundId}:`),
  /** The answer to what somebody typed; `ts`: of their message. */
  guide: (ts: string, personId: string) => `guide:${ts}:${personId}`,
  summary: (roundId: string) => `round-summary:${roundId}`,
};
