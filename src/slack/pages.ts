/** The page of a list that a screen shows, with *‹* and *›* below it. */
import type { Button, KnownBlock } from "@slack/types";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { actions, context } from "./blocks.ts";
import { slackTexts } from "./texts.ts";

export function pageOf<Of>(
  reader: Reader,
  all: readonly Of[],
  { size, page, turn }: { size: number; page: number; turn(to: number, label: string): Button },
): { shown: Of[]; below: KnownBlock[] } {
  const last = Math.max(0, Math.ceil(all.length / size) - 1);
  const at = Math.min(page, last);
  const shown = all.slice(at * size, (at + 1) * size);
  const turns = [...(at > 0 ? [turn(at - 1, "‹")] : []), ...(at < last ? [turn(at + 1, "›")] : [])];
  const where = textsFor(slackTexts, reader).rows(at * size + 1, at * size + shown.length, all.length);
  return { shown, below: turns.length === 0 ? [] : [actions("page", ...turns), context(where)] };
}
