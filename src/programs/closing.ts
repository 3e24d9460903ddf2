/** Closing a program, and opening it again. */

import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { Person } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { plural, type Reader, textsFor } from "../platform/texts/language.ts";
import { inTransaction } from "../platform/transaction.ts";
import { actions, button, escapeMrkdwn, lineOf, section, shorten } from "../slack/blocks.ts";
import { Form } from "../slack/forms/form.ts";
import { doneView } from "../slack/listening.ts";
import type { Message } from "../slack/message.ts";
import { programClosed, programReopened } from "./events.ts";
import { programIds } from "./program-menu.ts";
import { auditChange, type Program, programToChange, updateProgram } from "./programs.ts";
import { followSeats } from "./role-ends.ts";

const en = {
  title: "Close program",
  submit: "Close program",
  cancel: "Cancel",
  what: (title: string, cadences: number) =>
    `*${title}* will be closed. ${cadences} ${plural("en", cadences, "check-in stops", "check-ins stop")}, and its members get no more messages or digests about it, except a line in the next digest that it’s closed. Everything recorded is kept and can be exported. You can reopen it any time.`,
  open: (count: number) =>
    `${count} open ${plural("en", count, "item closes", "items close")} with it, and ${plural("en", count, "comes", "come")} back if you reopen it.`,
  closed: (title: string) => `${title} is closed. No more check-ins; everything recorded is kept.`,
  reopen: "Reopen",
  reopened: (title: string) => `${title} is open again. Check-ins resume on their next dates.`,
};

const fr: typeof en = {
  title: "Clore le programme",
  submit: "Clore le programme",
  cancel: "Annuler",
  what: (title, cadences) =>
    `*${title}* sera clos. ${cadences} ${plural("fr", cadences, "point d’étape s’arrête", "points d’étape s’arrêtent")}, et ses membres ne recevront plus de messages ni de synthèse à son sujet, sauf une ligne dans la prochaine synthèse pour signaler qu’il est clos. Ce qui a été enregistré est conservé et peut être exporté. Vous pouvez le rouvrir à tout moment.`,
  open: (count) =>
    `${count} ${plural("fr", count, "élément ouvert est clos avec lui, et revient si vous le rouvrez", "éléments ouverts sont clos avec lui, et reviennent si vous le rouvrez")}.`,
  closed: (title) =>
    `Le programme ${title} est clos. Plus aucun point d’étape n’est envoyé\u00a0; ce qui a été enregistré est conservé.`,
  reopen: "Rouvrir",
  reopened: (title) => `${title} est rouvert. Ses points d’étape reprennent à leur prochaine date.`,
};

export const closingTexts = { en, fr };

/** Of one program, whose id it keeps. */
export const closeForm = new Form({
  id: "program.close_form",
  state: z.string(),
  fields: z.strictObject({}),
});

/** `open`: how many items are open in it. */
export function closeView(
  reader: Reader,
  program: { id: string; title: string },
  cadences: number,
  open: number,
): ModalView {
  const texts = textsFor(closingTexts, reader);
  return closeForm.view({
    state: program.id,
    title: texts.title,
    submit: texts.submit,
    close: texts.cancel,
    above: [
      section(texts.what(escapeMrkdwn(shorten(program.title, 200)), cadences)),
      ...(open > 0 ? [section(texts.open(open))] : []),
    ],
    fields: {},
  });
}

/**
 * Nobody is asked or told any more, and the next digest says that it was closed. What is open in it closes with it.
 * Throws PROGRAM_NOT_YOURS.
 */
export async function closeProgram(services: Services, actor: Person, programId: string): Promise<Program> {
  return inTransaction(services.db, async (tx) => {
    const program = await programToChange(services, tx, actor, programId);
    if (program.state === "closed") return program;
    const now = services.clock.now();
    const changes = { state: "closed" as const, closed_at: now, closed_by: actor.id };
    await updateProgram(tx, program, changes);
    await auditChange(services, tx, actor, program, "program.closed", {});
    await followSeats(services, tx, program, actor, []);
    await programClosed.happened(services, tx, { program, actor });
    return { ...program, ...changes };
  });
}

/** Asks again from the next rounds on; what closed with it is as it was. Throws PROGRAM_NOT_YOURS. */
export async function reopenProgram(services: Services, actor: Person, programId: string): Promise<Program> {
  return inTransaction(services.db, async (tx) => {
    const program = await programToChange(services, tx, actor, programId);
    if (program.state === "active") return program;
    const changes = { state: "active" as const, closed_at: null };
    await updateProgram(tx, program, changes);
    await auditChange(services, tx, actor, program, "program.reopened", {});
    await followSeats(services, tx, program, actor, []);
    await programReopened.happened(services, tx, { program, actor, closedAt: program.closed_at });
    return { ...program, ...changes };
  });
}

/** In the place of the form. */
export function closedView(reader: Reader, { id, title }: Pick<Program, "id" | "title">): ModalView {
  const texts = textsFor(closingTexts, reader);
  const done = doneView(reader, texts.closed(shorten(title, 200)));
  const reopen = actions(`program:${id}`, button(programIds.reopen, texts.reopen, { value: id }));
  return { ...done, blocks: [...done.blocks, reopen] };
}

export function reopenedMessage(reader: Reader, title: string): Message {
  const line = lineOf(textsFor(closingTexts, reader).reopened(title));
  return { text: line, blocks: [section(line)] };
}
