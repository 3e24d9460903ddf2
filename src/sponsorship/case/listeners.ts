/** The case of a program in Slack: from the menu of the program, by `/drumbeat case LOY`, and what is pressed in it. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { NamedCommand } from "../../kernel/capability.ts";
import { type Person, readerAt } from "../../people/use-cases.ts";
import { DrumbeatError } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import {
  doneView,
  type Listening,
  lineMessage,
  onPress,
  onPressOf,
  type Press,
} from "../../platform/slack/listening.ts";
import { languageOf, textsFor } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import type { ProgramButton } from "../../programs/menu.ts";
import { showOver } from "../../register/views.ts";
import { caseIds, caseView, changedView, chooseCaseView, differencesView, LANGUAGES } from "./blocks.ts";
import { firstTyped, measureError, sectionForm, sectionView, shareForm, shareView } from "./blocks-form.ts";
import { sendCase } from "./messages.ts";
import { CASE_SECTIONS, readMeasures, readSectionsColumn } from "./rules.ts";
import { caseTexts } from "./texts.ts";
import { caseNow, programsWithCase, readCase, saveSection, sectionToEdit } from "./use-cases.ts";
import { approveCase, differencesOf } from "./use-cases-approval.ts";
import { changedCasesFor } from "./use-cases-changed.ts";
import { caseToShare, shareCase } from "./use-cases-sharing.ts";

const aboutSection = z.strictObject({ programId: z.string(), section: z.enum(CASE_SECTIONS) });
const aboutVersion = z.strictObject({ programId: z.string(), number: z.int().nullable() });
const aboutFile = z.strictObject({ programId: z.string(), language: z.enum(LANGUAGES) });
const pageState = z.object({ programId: z.string(), read: z.unknown() });

/** In place of a program, as a button asks for it. */
const CHANGED = "changed";
/** What is said at the field where somebody is chosen. */
const OF_THE_PERSON: readonly string[] = ["CASE_WITH_ONESELF", "CASE_READER", "CASE_ON_ITS_WAY"];

async function viewOfCase(services: Services, person: Person, programId: string): Promise<ModalView> {
  const reader = readerAt(person, services.clock.now());
  return caseView(reader, await readCase(services, person, programId));
}

/** Beside the menu of a program. */
export const caseButton: ProgramButton = { command: "case", label: (reader) => textsFor(caseTexts, reader).option };

export function caseCommand(services: Services): NamedCommand<Person> {
  return {
    word: "case",
    otherWords: { en: ["business case", "one pager"], fr: ["note", "cadrage"] },
    help: (reader) => textsFor(caseTexts, reader).help,
    label: (reader) => textsFor(caseTexts, reader).option,
    async handle({ actor, words, triggerId, client }) {
      const reader = readerAt(actor, services.clock.now());
      if (words.length === 1 && words[0] === CHANGED) {
        const view = changedView(reader, await changedCasesFor(services, actor));
        await client.views.open({ trigger_id: triggerId, view });
        return null;
      }
      const texts = textsFor(caseTexts, actor).choose;
      const programs = await programsWithCase(services, actor);
      const typed = words.join(" ").toLowerCase();
      const called = programs.filter(({ id, key, short_key, title }) =>
        [id, key, short_key, title].some((name) => name.toLowerCase() === typed),
      );
      const [only, ...others] = typed === "" ? programs : called;
      if (programs.length === 0) return lineMessage(texts.none);
      if (!only) return lineMessage(texts.unknown(words.join(" ")));
      const view =
        others.length === 0 ? await viewOfCase(services, actor, only.id) : chooseCaseView(reader, [only, ...others]);
      await client.views.open({ trigger_id: triggerId, view });
      return null;
    },
  };
}

export function registerCaseListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, caseIds.open, async (press) => {
    await showOver(press, await viewOfCase(services, press.actor, press.value));
  });

  onPressOf(listening, caseIds.edit, aboutSection, async ({ value: about, ...press }) => {
    const reader = readerAt(press.actor, services.clock.now());
    const to = await sectionToEdit(services, press.actor, about);
    await press.open(sectionView(reader, to, { typed: firstTyped(to) }));
  });

  sectionForm.listen(listening, async ({ actor, belowId, client, state, filled }) => {
    const reader = readerAt(actor, services.clock.now());
    const read = readMeasures(filled.measures);
    if ("problem" in read) return { errors: { measures: measureError(reader, read.problem) } };
    const written = { text: filled.text, items: filled.items, measures: read.measures };
    const overtaken = await saveSection(services, actor, { ...state, ...written });
    if (overtaken) {
      const to = await sectionToEdit(services, actor, state);
      return { show: sectionView(reader, to, { typed: filled, overtaken }) };
    }
    if (belowId !== null)
      await client.views.update({ view_id: belowId, view: await viewOfCase(services, actor, state.programId) });
    return { close: true };
  });

  onPress(listening, caseIds.approve, async (press) => {
    const { programId, read } = pageState.parse(JSON.parse(press.view?.privateMetadata ?? "{}"));
    await approveCase(services, press.actor, { programId, read: readSectionsColumn(JSON.stringify(read)) });
    await inPlace(services, press, programId);
  });

  onPressOf(listening, new RegExp(`^${caseIds.pdf}:`), aboutFile, async ({ value: wanted, actor, reply }) => {
    await inTransaction(services.db, async (tx) => {
      await caseNow(services, tx, actor, wanted.programId);
      await sendCase(services, tx, actor, wanted);
    });
    await reply(lineMessage(textsFor(caseTexts, actor).pdf.coming));
  });

  onPress(listening, caseIds.share, async (press) => {
    const to = await caseToShare(services, services.db, press.actor, press.value);
    await press.open(shareView(readerAt(press.actor, services.clock.now()), to));
  });

  shareForm.listen(listening, async ({ actor, state: { programId }, filled, client }) => {
    const person = await listening.actorOf(filled.person, client);
    try {
      await shareCase(services, actor, { programId, person });
    } catch (error) {
      if (!(error instanceof DrumbeatError) || !OF_THE_PERSON.includes(error.code)) throw error;
      return { errors: { person: error.sentence(languageOf(actor.locale)) } };
    }
    return { show: doneView(actor, textsFor(caseTexts, actor).share.done(person.name)) };
  });

  onPressOf(listening, new RegExp(`^${caseIds.history}(:|$)`), aboutVersion, async ({ value: about, ...press }) => {
    const reader = readerAt(press.actor, services.clock.now());
    await showOver(press, differencesView(reader, await differencesOf(services, press.actor, about)));
  });
}

/** The page as it is now, where it was pressed in. */
async function inPlace(
  services: Services,
  { actor, client, view: open }: Pick<Press<Person>, "actor" | "client" | "view">,
  programId: string,
): Promise<void> {
  if (open) await client.views.update({ view_id: open.id, view: await viewOfCase(services, actor, programId) });
}
