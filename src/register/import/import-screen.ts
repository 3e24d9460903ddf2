/** A file that is dropped into the app's messages: the form, what it would change, and its undoing. */
import type { KnownBlock, ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { ActorContext } from "../../people/actors.ts";
import { namesOf, type Person, peopleByName, readerAt, readerOf } from "../../people/people.ts";
import { readTableYielding } from "../../platform/csv-reading.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Fetch } from "../../platform/network.ts";
import type { Services } from "../../platform/services.ts";
import { DAY_ORDERS } from "../../platform/texts/cells.ts";
import { type Language, languageOf, type Reader, textsFor } from "../../platform/texts/language.ts";
import { tableTexts } from "../../platform/texts/tables.ts";
import { localDateOf } from "../../platform/time.ts";
import { runYielding } from "../../platform/yield-to-event-loop.ts";
import { type Program, programOf } from "../../programs/programs.ts";
import { context, escapeMrkdwn, option, plainSection, section, shorten } from "../../slack/blocks.ts";
import { downloadFile, type FileProblem, sharedFile } from "../../slack/download-file.ts";
import { menu, optionalMenu, optionalRadio, optionalText } from "../../slack/forms/field-kinds.ts";
import { Form } from "../../slack/forms/form.ts";
import { type Listening, lineMessage, onPressOf, onSubmit, type SubmitResult } from "../../slack/listening.ts";
import { modal } from "../../slack/modal.ts";
import { ITEM_TYPES } from "../item-types.ts";
import { typeName } from "../items-in-words.ts";
import { importItems, planImport } from "./import-items.ts";
import { linesLeftOut, notesOfFile } from "./in-words.ts";
import { type ImportRead, readingImport } from "./items-from-rows.ts";
import { droppedFile, importDone, importIds, placesToImport } from "./offered.ts";
import type { ImportPlan } from "./plan.ts";
import { lineOf, shownOf } from "./preview-lines.ts";
import { importScreenTexts } from "./screen-texts.ts";
import { type Counts, importTexts } from "./texts.ts";
import { undoImport } from "./undo-import.ts";

/** More is imported by command line. */
const MOST_BYTES = 5 * 1024 * 1024;
/** Pasted rows travel with the view that shows what they would change. */
const MOST_PASTED = 2400;
const MOST_PROGRAMS = 100;
const MOST_LINES = 12;

const failure = errorTable({
  IMPORT_NOWHERE: {
    en: () => importScreenTexts.en.notYours,
    fr: () => importScreenTexts.fr.notYours,
  },
});

/** What somebody chose in the form; `fileId` null: they pasted `rows`. */
const chosenSchema = z.strictObject({
  fileId: z.string().nullable(),
  programId: z.string(),
  type: z.enum(ITEM_TYPES).nullable(),
  dates: z.enum(DAY_ORDERS).nullable(),
  rows: z.string(),
});
type Chosen = z.infer<typeof chosenSchema>;

const importForm = new Form({
  id: importIds.form,
  /** Null: Slack does not let the app read the file, and its rows are pasted. */
  state: z.strictObject({ fileId: z.string().nullable() }),
  fields: z.object({
    program: menu(),
    type: optionalMenu(),
    dates: optionalRadio(),
    rows: optionalText({ isLong: true, max: MOST_PASTED }),
  }),
});

export function registerImportListeners(listening: Listening<Person>, services: Services): void {
  onPressOf(listening, importIds.open, droppedFile, async ({ actor, value: { fileId }, open, client }) => {
    const file = await sharedFile(client, fileId);
    const isReadable = !("problem" in file && file.problem === "scope");
    await open(await importFormFor({ ...services, actor }, isReadable ? fileId : null));
  });

  importForm.listenToShown(listening, async ({ actor, client, state: { fileId }, filled }) => {
    const reader = readerOf(actor);
    const texts = textsFor(importScreenTexts, reader);
    const { program: programId, type = null, dates = null, rows = "" } = filled;
    if (programId === undefined) return { errors: { program: texts.required } };
    if (fileId === null && rows.trim() === "") return { errors: { rows: texts.empty } };
    const chosen = chosenSchema.parse({ fileId, programId, type, dates, rows: fileId === null ? rows : "" });
    return previewOf({ ...services, actor }, { client, fetch: listening.fetch }, chosen);
  });

  onSubmit(listening, importIds.apply, async ({ actor, client, privateMetadata }) => {
    const chosen = chosenSchema.parse(JSON.parse(privateMetadata));
    return applyChosen({ ...services, actor }, { client, fetch: listening.fetch }, chosen);
  });

  onPressOf(listening, importIds.undo, importDone, async ({ actor, value: { programId, importId }, replace }) => {
    const program = await programOf(services.db, actor.workspace_id, programId);
    const { undone, left } = await undoImport({ ...services, actor }, { program, importId });
    const texts = textsFor(importScreenTexts, readerOf(actor));
    await replace(
      lineMessage([texts.undone(undone), ...(left.length > 0 ? [texts.left(left.join(", "))] : [])].join("\n")),
    );
  });
}

/** `fileId` null: its rows are pasted. Throws IMPORT_NOWHERE. */
export async function importFormFor(ctx: ActorContext, fileId: string | null): Promise<ModalView> {
  const places = await placesToImport(ctx.db, ctx.actor, ctx);
  if (places.length === 0) throw failure("IMPORT_NOWHERE");
  const reader = readerOf(ctx.actor);
  const texts = textsFor(importScreenTexts, reader);
  const programs = places.slice(0, MOST_PROGRAMS).map(({ program }) => option(program.id, program.title));
  return importForm.view({
    state: { fileId },
    title: texts.title,
    submit: texts.show,
    close: texts.cancel,
    fields: {
      program: { label: texts.program, options: programs, initial: programs.length === 1 ? programs[0]?.value : null },
      type: { label: texts.type, options: ITEM_TYPES.map((type) => option(type, typeName(reader, type))) },
      dates: {
        label: texts.dates,
        hint: texts.datesHint,
        options: DAY_ORDERS.map((order) => option(order, texts[order])),
      },
      rows: fileId === null ? { label: texts.rows, hint: texts.rowsHint } : null,
    },
  });
}

interface Through {
  client: WebClient;
  fetch: Fetch;
}

interface Ready {
  program: Program;
  read: ImportRead;
  /** How the file is called. */
  name: string;
}

/** Again at each step: neither the file nor its rows are stored. */
async function readChosen(
  ctx: ActorContext,
  through: Through,
  chosen: Chosen,
): Promise<Ready | { refused: SubmitResult }> {
  const { db, actor, clock } = ctx;
  const reader = readerOf(actor);
  const texts = textsFor(importScreenTexts, reader);
  const language = languageOf(reader.locale);
  const source = await bytesOf(through, chosen, texts.pasted);
  if ("problem" in source) return { refused: { errors: { program: texts.file[source.problem] } } };
  const csv = await readTableYielding(source.bytes);
  if ("problem" in csv) {
    const { line, column, fault } = csv.problem;
    const problem = { line, column: String(column), message: tableTexts[language].fault[fault] };
    return { refused: { push: problemsView(reader, [problem]) } };
  }

  const program = await programOf(db, actor.workspace_id, chosen.programId);
  const owners = await peopleByName(db, actor.workspace_id);
  const today = localDateOf(clock.now(), actor.zone);
  const { type, dates } = chosen;
  const read = await runYielding(readingImport(csv.rows, { owners, language, today, program, type, dates }));
  if (read.asks.type) return { refused: { errors: { type: texts.askType } } };
  if (read.asks.dates) return { refused: { errors: { dates: texts.askDates } } };
  if (read.problems.length > 0) return { refused: { push: problemsView(reader, read.problems) } };
  return { program, read, name: source.name };
}

async function bytesOf(
  { client, fetch }: Through,
  { fileId, rows }: Chosen,
  pasted: string,
): Promise<{ bytes: Uint8Array; name: string } | { problem: FileProblem }> {
  if (fileId === null) return { bytes: Buffer.from(rows), name: pasted };
  const file = await sharedFile(client, fileId);
  if ("problem" in file) return file;
  const bytes = await downloadFile({ client, fetch }, file, { mostBytes: MOST_BYTES });
  return "problem" in bytes ? bytes : { bytes, name: file.name };
}

async function previewOf(ctx: ActorContext, through: Through, chosen: Chosen): Promise<SubmitResult> {
  const ready = await readChosen(ctx, through, chosen);
  if ("refused" in ready) return ready.refused;
  const { db, actor, clock } = ctx;
  const plan = await planImport(ctx, { program: ready.program, rows: ready.read.items });
  const { shown, more } = shownOf(plan, MOST_LINES);
  const names = await namesOf(
    db,
    actor.workspace_id,
    shown.map(({ row }) => row.owner),
  );
  const reader = readerAt(actor, clock.now());
  const lines = shown.map((planned) => lineOf({ reader, names }, planned));
  if (more > 0) lines.push(textsFor(importScreenTexts, reader).more(more));
  return { push: previewView(reader, { ready, plan, chosen, lines }) };
}

/** As things are by then: somebody may have changed an item since it was shown. */
async function applyChosen(ctx: ActorContext, through: Through, chosen: Chosen): Promise<SubmitResult> {
  const ready = await readChosen(ctx, through, chosen);
  const reader = readerOf(ctx.actor);
  const texts = textsFor(importScreenTexts, reader);
  // This view has no fields to say it at.
  if ("refused" in ready)
    return "errors" in ready.refused
      ? { show: resultView(reader, texts.title, Object.values(ready.refused.errors)) }
      : ready.refused;
  const { program, read, name } = ready;
  const language = languageOf(reader.locale);
  const imported = await importItems(ctx, { program, rows: read.items, file: name, language });
  const counts = { ...imported, leftOut: imported.leftOut.length };
  return {
    show: resultView(reader, texts.done, [
      texts.doneIn(program.title, importTexts[language].done(counts)),
      ...linesLeftOut(imported.leftOut, language, MOST_LINES),
      texts.after,
    ]),
  };
}

function countsOf({ rows }: ImportPlan): Counts {
  const counts: Counts = { added: 0, changed: 0, closed: 0, same: 0, leftOut: 0 };
  const kinds = { new: "added", changed: "changed", closed: "closed", same: "same", "left-out": "leftOut" } as const;
  for (const { is } of rows) counts[kinds[is]] += 1;
  return counts;
}

function previewView(
  reader: Reader,
  { ready, plan, chosen, lines }: { ready: Ready; plan: ImportPlan; chosen: Chosen; lines: readonly string[] },
): ModalView {
  const texts = textsFor(importScreenTexts, reader);
  const language = languageOf(reader.locale);
  const counts = countsOf(plan);
  const isNothing = counts.added + counts.changed + counts.closed === 0;
  const leftOut = plan.rows.flatMap((row) => (row.is === "left-out" ? [{ ...row, line: row.row.line }] : []));
  const notes = [
    ...linesLeftOut(leftOut, language, MOST_LINES),
    ...notesOfFile(ready.read, language, chosen.type ?? undefined),
    ...(plan.gone.length > 0 ? [importTexts[language].gone(plan.gone.length)] : []),
  ];
  const title = texts.into(ready.name, ready.program.title);
  return modal({
    title: texts.preview,
    close: texts.cancel,
    ...(!isNothing && { submit: texts.apply, callback_id: importIds.apply, private_metadata: JSON.stringify(chosen) }),
    blocks: [
      section(`*${escapeMrkdwn(shorten(title, 200))}*\n${importTexts[language].wouldDo(counts)}`),
      ...(lines.length > 0 ? [plainSection(lines.join("\n"))] : []),
      ...notes.map((line): KnownBlock => plainSection(line.trim())),
      context(isNothing ? texts.nothing : texts.after),
    ],
  });
}

function problemsView(reader: Reader, problems: Parameters<(typeof tableTexts)[Language]["place"]>[0][]): ModalView {
  const texts = textsFor(importScreenTexts, reader);
  const { place } = tableTexts[languageOf(reader.locale)];
  const lines = problems.map((problem) => place(problem).trim());
  return resultView(reader, texts.title, [texts.problems(problems.length), ...lines], { isBack: true });
}

function resultView(
  reader: Reader,
  title: string,
  lines: readonly string[],
  { isBack = false }: { isBack?: boolean } = {},
): ModalView {
  const { close } = textsFor(importScreenTexts, reader);
  return modal({
    title,
    close,
    ...(!isBack && { clear_on_close: true }),
    blocks: lines.map((line) => plainSection(line.trim())),
  });
}
