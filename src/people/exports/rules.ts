/** What whoever runs Drumbeat asks for when they have a file made, and is told of it. Pure. */

import { type Language, longDate, whomToAsk } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import type { ActAbout, TwoPersonAct } from "../two-person-acts/use-cases.ts";
import { exportTexts } from "./texts.ts";

export interface AskedForNames {
  isNamed: boolean;
  reason: string;
}

/** Null where these two do not go together. */
export function askedForNames({ names, reason }: { names: boolean; reason: string }): AskedForNames | null {
  return reason !== "" && !names ? null : { isNamed: names, reason: reason.trim() };
}

/** What goes to standard error beside the file. */
export function saidOfExport(
  { kind }: Pick<ActAbout, "kind">,
  { isNamed }: Pick<AskedForNames, "isNamed">,
  language: Language,
): string {
  const { notFor, withoutNames, leftOut } = exportTexts[language];
  if (isNamed) return notFor;
  // A digest has nothing of what is left out.
  return [notFor, withoutNames, ...(kind === "export-digests" ? [] : [leftOut])].join(" ");
}

/** Whose word it waits for, and until when. */
export function waitsInWords(
  { asked_at: asked, ends_at: ends }: TwoPersonAct,
  seconds: readonly { name: string }[],
  language: Language,
): string {
  const reader = { locale: language === "fr" ? "fr-FR" : "en-GB", today: localDateOf(asked, "UTC") };
  const who = whomToAsk(
    reader,
    seconds.map(({ name }) => name),
  );
  return exportTexts[language].waits(who, longDate(reader, localDateOf(ends, "UTC")));
}
