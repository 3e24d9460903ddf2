/** `/drumbeat cadence`: the check-ins of programs, each with what can be done to it. */

import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { NamedCommand } from "../../app/capability.ts";
import { cadenceIds, cadenceMenu } from "../../cadences/action-ids.ts";
import { type Cadence, cadencesOf, nameOf } from "../../cadences/cadences.ts";
import { countOptOuts } from "../../cadences/participants.ts";
import { type Coming, comingInWords, rhythmInWords } from "../../cadences/recurrence/rule-in-words.ts";
import { templates } from "../../cadences/templates.ts";
import { cadenceTexts } from "../../cadences/texts.ts";
import { nextOf } from "../../check-ins/rounds/next-asked.ts";
import { type Person, readerAt } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import type { Services } from "../../platform/services.ts";
import { list, longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import { firstStep } from "../../programs/program-list.ts";
import { listPlacesFor, type Program, placeToChange } from "../../programs/programs.ts";
import { actions, context, escapeMrkdwn, lineOf, section, shorten } from "../../slack/blocks.ts";
import { commandButton } from "../../slack/commands.ts";
import { optionalDate, text } from "../../slack/forms/field-kinds.ts";
import { Form } from "../../slack/forms/form.ts";
import { lineMessage } from "../../slack/listening.ts";
import type { Message } from "../../slack/message.ts";
import { pilotEndButton } from "./form-fields.ts";
import { startView } from "./form-screen.ts";

/** `/drumbeat cadence` lists, `/drumbeat cadence new` adds; with the id of a program, as buttons give it, for that one. */
export function cadenceCommands(services: Services): NamedCommand<Person>[] {
  const { db } = services;
  return [
    {
      word: "cadence",
      otherWords: { en: ["rhythm", "check-ins"], fr: ["cadence"] },
      secondWords: {
        words: { new: ["nouveau", "nouvelle", "ajouter", "créer", "add", "create"], list: ["liste"] },
      },
      help: (reader) => textsFor(cadenceTexts, reader).commands.help,
      label: (reader) => textsFor(cadenceTexts, reader).commands.label,
      isFor: async (actor) => changeableOf(await listPlacesFor(db, actor, services)).length > 0,
      async handle({ actor, words: [word, programId], triggerId, client }) {
        const reader = readerAt(actor, services.clock.now());
        if (programId !== undefined) await placeToChange(services, db, actor, programId);
        const visible = await listPlacesFor(db, actor, services);
        const programs = changeableOf(visible);
        if (programs.length === 0 && visible.length > 0)
          return lineMessage(textsFor(cadenceTexts, reader).commands.leads);
        if (programs.length === 0) return firstStep(db, actor);
        if (word === "new") {
          const chosen = programId ?? (programs.length === 1 ? programs[0]?.id : undefined);
          const view = startView(reader, { programs, chosen, templates: templates() });
          await client.views.open({ trigger_id: triggerId, view });
          return null;
        }
        const wanted = programId === undefined ? programs : programs.filter(({ id }) => id === programId);
        const ids = wanted.map(({ id }) => id);
        const cadences = await cadencesOf(db, actor.workspace_id, ids);
        const optedOut = await countOptOuts(db, cadences, services);
        const next = await nextOf(services, actor, cadences);
        const listed = wanted.map(({ id, title }) => ({
          id,
          title,
          cadences: cadences
            .filter((cadence) => cadence.program_id === id)
            .map((cadence) => ({ cadence, next: next(cadence.id), optedOut: optedOut.get(cadence.id) ?? 0 })),
        }));
        return cadencesMessage(reader, listed);
      },
    },
  ];
}

/** Those whose cadences the viewer may set up. */
function changeableOf(visible: Awaited<ReturnType<typeof listPlacesFor>>): Program[] {
  return visible
    .filter(({ program, standings }) => program.state === "active" && may(standings, "change-program"))
    .map(({ program }) => program);
}

export interface ListedCadence {
  cadence: Pick<Cadence, "id" | "title" | "template" | "rule" | "state" | "resumes_on" | "is_required" | "pilot">;
  optedOut: number;
  /** When it comes next, or null when it has ended. */
  next: Coming | null;
}

/** A message has room for fifty blocks. */
const MOST_LINES = 44;

/** The check-ins of programs, each with what can be done to it. */
export function cadencesMessage(
  reader: Reader,
  programs: readonly { id: string; title: string; cadences: readonly ListedCadence[] }[],
): Message {
  const texts = textsFor(cadenceTexts, reader).list;
  const count = programs.reduce((sum, { cadences }) => sum + cadences.length, 0);
  const lines = programs.flatMap(({ id, title, cadences }): KnownBlock[] => [
    section(
      `*${escapeMrkdwn(shorten(texts.title(title), 200))}*`,
      commandButton(texts.add, `cadence new ${id}`, { primary: cadences.length === 0 }),
    ),
    ...(cadences.length === 0 ? [context(texts.none)] : cadences.flatMap((cadence) => cadenceLines(reader, cadence))),
    ...(cadences.length === 0 ? [] : [actions(`plan:${id}`, commandButton(texts.plan, `plan program ${id}`))]),
  ]);
  const names = list(
    reader,
    programs.slice(0, 3).map(({ title }) => title),
  );
  return {
    text: lineOf(texts.fallback(names, count)),
    blocks: [
      ...lines.slice(0, MOST_LINES),
      ...(lines.length > MOST_LINES ? [context(texts.more(lines.length - MOST_LINES))] : []),
    ],
  };
}

function cadenceLines(reader: Reader, { cadence, next, optedOut }: ListedCadence): KnownBlock[] {
  const { list: texts, state } = textsFor(cadenceTexts, reader);
  const { id, pilot } = cadence;
  const isPaused = cadence.state === "paused";
  const line = [
    `*${escapeMrkdwn(nameOf(cadence, reader))}*`,
    rhythmInWords(cadence, reader),
    stateInWords(reader, { cadence, next }),
    ...(pilot ? [state.pilot(pilot.people.length, pilot.rounds)] : []),
    ...(cadence.is_required ? [state.required] : []),
    ...(optedOut > 0 ? [state.optedOut(optedOut)] : []),
  ];
  const menu = cadenceMenu.overflow(id, {
    edit: texts.edit,
    ...(isPaused ? { resume: texts.resume } : { pause: texts.pause }),
    archive: texts.archive,
  });
  const block = { ...section(line.join("\n"), menu), block_id: `cadence:${id}` };
  return pilot === null ? [block] : [block, pilotEndButton(reader, id)];
}

function stateInWords(reader: Reader, { cadence, next }: Pick<ListedCadence, "cadence" | "next">): string {
  const { state } = textsFor(cadenceTexts, reader);
  if (cadence.state === "paused") return state.paused(cadence.resumes_on && longDate(reader, cadence.resumes_on));
  return next === null ? state.ended : state.next(comingInWords(reader, next));
}

interface NamedCadence {
  id: string;
  name: string;
}

/** The forms of one cadence; their state is its id. */
export const pauseForm = new Form({
  id: cadenceIds.pauseForm,
  state: z.string(),
  fields: z.strictObject({ reason: text({ max: 300 }), until: optionalDate() }),
  required: (actor) => textsFor(cadenceTexts, actor).question.missing,
});

export const archiveForm = new Form({ id: cadenceIds.archiveForm, state: z.string(), fields: z.strictObject({}) });

export function pauseView(reader: Reader, { id, name }: NamedCadence): ModalView {
  const { pause, form } = textsFor(cadenceTexts, reader);
  return pauseForm.view({
    state: id,
    title: pause.title,
    submit: pause.submit,
    close: form.close,
    above: [section(pause.what(escapeMrkdwn(name)))],
    fields: { reason: { label: pause.reason }, until: { label: pause.until, hint: pause.untilHint } },
  });
}

export function archiveView(reader: Reader, { id, name }: NamedCadence): ModalView {
  const { archive, form } = textsFor(cadenceTexts, reader);
  return archiveForm.view({
    state: id,
    title: archive.title,
    submit: archive.submit,
    close: form.close,
    above: [section(archive.what(escapeMrkdwn(name)))],
    fields: {},
  });
}
