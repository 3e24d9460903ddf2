import type { ModalView } from "@slack/types";
import { z } from "zod";
import { person, text, ticks } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { button, context, option, plain, plainSection, section, shorten, words } from "../../platform/slack/blocks.ts";
import { capitalised, longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { type Matcher, matcherOf } from "../rules-names.ts";
import type { Unreached } from "./ledger.ts";
import type { Erasure } from "./repository.ts";
import { type Counts, countsSchema, type Names } from "./rules.ts";
import { erasureTexts } from "./texts.ts";

export const erasureIds = { names: "erasure.names", receipt: "erasure.receipt" } as const;

const LONGEST_REASON = 300;

export const askForm = new Form({
  id: "erasure.ask",
  state: z.string(),
  fields: z.object({ person: person(), reason: text({ isLong: true, max: LONGEST_REASON }) }),
  required: (reader) => textsFor(erasureTexts, reader).ask.missing,
});

export function askView(reader: Reader, slackUserId: string | null): ModalView {
  const texts = textsFor(erasureTexts, reader).ask;
  return askForm.view({
    state: "",
    title: texts.title,
    submit: texts.submit,
    close: texts.close,
    above: [section(texts.intro)],
    fields: {
      person: { label: texts.person, initial: slackUserId },
      reason: { label: texts.reason, hint: texts.reasonHint },
    },
  });
}

export const namesForm = new Form({
  id: "erasure.names_form",
  state: z.strictObject({ erasureId: z.string(), upTo: z.int(), left: z.int() }),
  fields: z.object({ first: ticks(), second: ticks() }),
});

/** Slack takes ten ticks in a group. */
const IN_GROUP = 10;
const AROUND = 60;

/** `found`: where each stands, its position in the list of all, and what it says. */
export function namesView(
  reader: Reader,
  { erasureId, names, upTo, left }: { erasureId: string; names: Names; upTo: number; left: number },
  found: readonly { table: string; position: number; text: string }[],
): ModalView {
  const texts = textsFor(erasureTexts, reader).names;
  const matcher = matcherOf(names);
  const options = found.map(({ text: said, position }, index) =>
    option(String(position), `${index + 1}. ${around(said, matcher)}`),
  );
  return namesForm.view({
    state: { erasureId, upTo, left },
    title: texts.title,
    submit: texts.submit,
    close: texts.close,
    above: [
      plainSection(texts.intro(names.name, left)),
      ...found.map(({ table, text: said }, index) =>
        words([
          { text: `${index + 1}. ${capitalised(texts.where[table] ?? table)} · `, bold: true },
          { text: around(said, matcher, 200) },
        ]),
      ),
    ],
    fields: {
      first: { label: texts.ticks, options: options.slice(0, IN_GROUP) },
      second: options.length > IN_GROUP ? { label: texts.ticks, options: options.slice(IN_GROUP) } : null,
    },
  });
}

function around(said: string, { find }: Matcher, room = AROUND): string {
  const at = Math.max(0, (find(said)[0]?.at ?? 0) - Math.floor(room / 3));
  return `${at > 0 ? "…" : ""}${shorten(said.slice(at).toWellFormed().replaceAll("\n", " "), room)}`;
}

export function namesLine(reader: Reader, erasureId: string, count: number) {
  const texts = textsFor(erasureTexts, reader).names;
  return plainSection(texts.line(count), button(erasureIds.names, texts.look, { value: erasureId }));
}

export function receiptLine(reader: Reader, { id, begun_at: at, state }: Erasure) {
  const texts = textsFor(erasureTexts, reader).receipt;
  const on = longDate(reader, localDateOf(at, reader.zone));
  return plainSection(
    state === "done" ? texts.line(on) : texts.over(on),
    button(erasureIds.receipt, texts.look, { value: id }),
  );
}

const MOST_COPIES = 5;

/** What went and what could not be reached, as two lists of lines; the command line prints the same. */
export function receiptIn(
  reader: Reader,
  { counts: stored, begun_at: at }: Erasure,
  { copies, isNoted, bytes }: Unreached,
): { gone: string[]; notReached: string[] } {
  const texts = textsFor(erasureTexts, reader).receipt;
  const all = countsSchema.parse(JSON.parse(stored));
  const counts = summed(all);
  const gone = KINDS.flatMap((kind) => (counts[kind] > 0 ? [texts.counts[kind](counts[kind])] : []));
  return {
    gone,
    notReached: [
      ...(counts.left > 0 ? [texts.left(counts.left)] : []),
      ...(counts.refused > 0 ? [texts.refused(counts.refused)] : []),
      texts.bytes[bytes],
      texts.backups(longDate(reader, localDateOf(at, reader.zone)), isNoted),
      ...(copies.length > 0
        ? [texts.copies(copies.slice(0, MOST_COPIES).join(", "), copies.length - MOST_COPIES)]
        : []),
      texts.typed,
      texts.slack,
      ...(all.active ? [texts.active] : []),
      texts.further,
    ],
  };
}

const KINDS = ["answers", "record", "editions", "sent", "deleted", "names", "confirmed", "rows"] as const;

/** By what the steps count. */
const SUMMED = {
  record: ["items", "events", "findings", "occasions", "reasons", "questions"],
  editions: ["editions", "wordings"],
  names: ["names"],
};

function summed(counts: Counts): Record<(typeof KINDS)[number] | "left" | "refused", number> {
  const of = (...names: string[]) => names.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
  const told = {
    answers: of("answers"),
    record: of(...SUMMED.record),
    editions: of(...SUMMED.editions),
    sent: of("sent"),
    deleted: of("deleted"),
    names: of(...SUMMED.names),
    confirmed: of("confirmed"),
    left: of("left"),
    refused: of("refused"),
  };
  const known = ["active", ...Object.values(SUMMED).flat(), ...Object.keys(told)];
  return { ...told, rows: of(...Object.keys(counts).filter((name) => !known.includes(name))) };
}

export function receiptView(reader: Reader, erasure: Erasure, unreached: Unreached): ModalView {
  const texts = textsFor(erasureTexts, reader).receipt;
  const { gone, notReached } = receiptIn(reader, erasure, unreached);
  const listed = (lines: readonly string[]) => words(...lines.map((line) => [{ text: `• ${line}` }]));
  return {
    type: "modal",
    title: plain(texts.title),
    blocks: [
      receiptLineText(reader, erasure),
      section(`*${texts.gone}*`),
      ...(gone.length > 0 ? [listed(gone)] : [context("–")]),
      section(`*${texts.notReached}*`),
      listed(notReached),
    ],
  };
}

function receiptLineText(reader: Reader, erasure: Erasure) {
  const { accessory: _, ...line } = receiptLine(reader, erasure);
  return line;
}
