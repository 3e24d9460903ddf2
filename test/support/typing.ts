import type { Actor } from "slack-sandbox";
import { blockOf } from "../../src/check-ins/form/field-values.ts";

/** Types into the fields of the check-in that this person has open, by the keys of its questions. */
export function typeInto(actor: Actor, answers: Record<string, string>): void {
  for (const [key, text] of Object.entries(answers)) actor.fill(blockOf(key), text);
}
