/** Facts that speak against a colour, and the way back to green, wherever they are shown. */
import type { KnownBlock } from "@slack/types";
import { shorten, type Words, words } from "../platform/slack/blocks.ts";
import { longDate, type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import type { Finding } from "./rules-checks.ts";
import { findingSentence, healthTexts } from "./texts.ts";

const LONGEST_FACT = 500;

const LONGEST_TEXT = 1500;

const FACTS_SHOWN = 12;

/** One finding a line. */
export function factLines(reader: Pick<Reader, "locale" | "today">, findings: readonly Finding[]): KnownBlock | null {
  const lines = findings
    .slice(0, FACTS_SHOWN)
    .map((finding): Words[] => [{ text: `• ${shorten(findingSentence(reader, finding), LONGEST_FACT)}` }]);
  return lines.length > 0 ? words(...lines) : null;
}

/** What is done, by whom and by when it is green again. */
export function pathLine(
  reader: Pick<Reader, "locale" | "today">,
  { action, by, owner }: { action: string; by: LocalDate; owner: string | null },
): Words[] {
  const { why } = textsFor(healthTexts, reader);
  const rest = [owner, longDate(reader, by)].filter(Boolean).join(" · ");
  return [{ text: `${why.path} · `, bold: true }, { text: `${shorten(action, LONGEST_TEXT)} · ${rest}` }];
}
