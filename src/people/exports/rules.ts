/** What whoever runs Drumbeat asks for when they have a file made, and is told of it. Pure. */

import { longDate, whomToAsk } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import type { ActAbout, TwoPersonAct } from "../two-person-acts/use-cases.ts";

export interface AskedForNames {
  isNamed: boolean;
  reason: string;
}

/** Null where these two do not go together. */
export function askedForNames({ names, reason }: { names: boolean; reason: string }): AskedForNames | null {
  return reason !== "" && !names ? null : { isNamed: names, reason: reason.trim() };
}

export const NO_REASON = 'Say why with --reason "…": the persons in it read it.';

const NOT_FOR = "Not for appraisal, pay or discipline.";
const WITHOUT_NAMES =
  "People are P1, P2 …, another number in each export; names that somebody typed are as they were typed.";
/** A digest has nothing of it. */
const LEFT_OUT = "What only those who lead may read is left out: it comes with --names.";

export function saidOfExport({ kind }: Pick<ActAbout, "kind">, { isNamed }: Pick<AskedForNames, "isNamed">): string {
  if (isNamed) return NOT_FOR;
  return [NOT_FOR, WITHOUT_NAMES, ...(kind === "export-digests" ? [] : [LEFT_OUT])].join(" ");
}

const ENGLISH = { locale: "en-GB" };

export function waitsInWords(
  { asked_at: asked, ends_at: ends }: TwoPersonAct,
  seconds: readonly { name: string }[],
): string {
  const who = whomToAsk(
    ENGLISH,
    seconds.map(({ name }) => name),
  );
  const until = longDate({ ...ENGLISH, today: localDateOf(asked, "UTC") }, localDateOf(ends, "UTC"));
  return `This takes two persons: it waits for ${who}. Run it again once they have agreed, by ${until}.`;
}
