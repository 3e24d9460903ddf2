/** What is proposed to be asked for, with the fact that speaks for it. */
import { z } from "zod";
import { textIn } from "../../cadences/questions/questions.ts";
import { escapeMrkdwn, shorten } from "../../platform/slack/blocks.ts";
import { languageOf, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { APPEARANCE_NAMES } from "../types/appearance.ts";
import type { Proposed } from "./proposing.ts";
import type { Proposal } from "./rules-proposed.ts";
import { appearanceTexts } from "./texts.ts";

/** In the words of the command, before the id of a program. */
const FOR_PROGRAM = "program";

/** The program for which the command was pressed; null: its words are those of what is asked. */
export function programIn(words: readonly string[]): string | null {
  const [first, id, ...others] = words;
  return first === FOR_PROGRAM && others.length === 0 && z.uuid().safeParse(id).success ? (id ?? null) : null;
}

/** Above the form that begins with it. */
export function proposedNote(reader: Reader, { proposal }: Proposed): string {
  const called = proposal.kind === "speak-to" ? proposal.called : null;
  const { note } = textsFor(appearanceTexts, reader).proposed;
  return note(kindOf(reader, proposal), shorten(reasonOf(reader, proposal, called), LONGEST_REASON));
}

const LONGEST_REASON = 400;

/** What it begins with; empty where nothing but whoever leads knows it. */
export function proposedTitle(reader: Reader, { proposal }: Proposed): string {
  if (proposal.kind === "clear-the-way") return proposal.title;
  return proposal.kind === "speak-to" ? textsFor(appearanceTexts, reader).proposed.speakTo(proposal.called) : "";
}

function kindOf(reader: Reader, { kind }: Proposal): string {
  return escapeMrkdwn(textIn(APPEARANCE_NAMES[kind], languageOf(reader.locale)));
}

function reasonOf(reader: Reader, proposal: Proposal, called: string | null): string {
  const { because } = textsFor(appearanceTexts, reader).proposed;
  const since = shortDate(reader, proposal.since);
  switch (proposal.kind) {
    case "clear-the-way":
      return because.promise(proposal.code, since);
    case "speak-to":
      return because.unasked[proposal.power](called ?? because.somebody, since);
    case "be-seen":
      return proposal.isFirst ? because.neverSeen(since) : because.unseen(since);
  }
}
