/** What people are offered of a file in a message: to import it, and to undo that. */
import { z } from "zod";
import type { Person } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import type { Clock, Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { languageOf, type Reader, textsFor, timeOfDay } from "../../platform/texts/language.ts";
import { addMs } from "../../platform/time.ts";
import { listPlacesFor, type Program } from "../../programs/programs.ts";
import { actions, button, escapeMrkdwn, section } from "../../slack/blocks.ts";
import type { Message } from "../../slack/message.ts";
import { UNDO_MS } from "../requests/decide.ts";
import { importScreenTexts } from "./screen-texts.ts";
import { type Counts, importTexts } from "./texts.ts";

export const importIds = {
  open: "register.import",
  form: "register.import_form",
  apply: "register.import_apply",
  undo: "register.import_undo",
} as const;

export const droppedFile = z.strictObject({ fileId: z.string() });
export const importDone = z.strictObject({ programId: z.string(), importId: z.string() });

/** Below a table that somebody dropped. `mayImport`: somewhere. */
export function offerOfFile(
  reader: Reader,
  { fileId, mayImport }: { fileId: string | null; mayImport: boolean },
): Message {
  const texts = textsFor(importScreenTexts, reader);
  if (fileId === null) return { text: texts.notATable, blocks: [section(texts.notATable)] };
  if (!mayImport) return { text: texts.notYours, blocks: [section(texts.notYours)] };
  const open = button(importIds.open, texts.import, { value: JSON.stringify({ fileId }), primary: true });
  return { text: texts.offer, blocks: [section(texts.offer), actions("register.import_offer", open)] };
}

/** What an import did, with its undoing. */
export function importDoneMessage(
  reader: Reader,
  { program, importId, at, counts }: { program: Program; importId: string; at: Instant; counts: Counts },
): Message {
  const texts = textsFor(importScreenTexts, reader);
  const inWords = importTexts[languageOf(reader.locale)].done(counts);
  const text = escapeMrkdwn(texts.doneIn(program.title, inWords));
  const value = JSON.stringify({ programId: program.id, importId } satisfies z.infer<typeof importDone>);
  return {
    text,
    blocks: [
      section(`${text}\n${texts.undoUntil(timeOfDay(reader, addMs(at, UNDO_MS)))}`),
      actions("register.import_done", button(importIds.undo, texts.undo, { value })),
    ],
  };
}

/** The running programs and portfolios into which somebody may import. */
export async function placesToImport(
  db: Db | Tx,
  person: Person,
  stamps: { clock: Pick<Clock, "now"> },
): Promise<{ program: Program }[]> {
  const places = await listPlacesFor(db, person, stamps);
  return places.filter(({ program, standings }) => program.state === "active" && may(standings, "import-into-record"));
}
