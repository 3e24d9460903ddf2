/** The case of a program in Slack: from the screen of the program, and by `/drumbeat case LOY`. */
import type { ModalView } from "@slack/types";
import type { NamedCommand } from "../app/capability.ts";
import { pageIds, viewOfPage } from "../pages/screen.ts";
import type { Person } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import type { ProgramButton } from "../programs/program-menu.ts";
import type { Program } from "../programs/use-cases.ts";
import { actions, button, plain, section, shortenEscaped } from "../slack/blocks.ts";
import { lineMessage } from "../slack/listening.ts";
import { caseKind, programsWithCase } from "./case.ts";
import { caseTexts } from "./case-texts.ts";

const MOST_PROGRAMS = 40;
const LONGEST_BUTTON = 70;

/** Beside the menu of a program. */
export const caseButton: ProgramButton = { command: "case", label: (reader) => textsFor(caseTexts, reader).option };

export function caseCommand(services: Services): NamedCommand<Person> {
  return {
    word: "case",
    otherWords: { en: ["business case", "one pager"], fr: ["note", "cadrage"] },
    help: (reader) => textsFor(caseTexts, reader).help,
    label: (reader) => textsFor(caseTexts, reader).option,
    async handle({ actor, words, triggerId, client }) {
      const [texts, programs] = [textsFor(caseTexts, actor), await programsWithCase(services, actor)];
      const typed = words.join(" ").toLowerCase();
      const called = programs.filter(({ id, key, short_key, title }) =>
        [id, key, short_key, title].some((name) => name.toLowerCase() === typed),
      );
      const [only, ...others] = typed === "" ? programs : called;
      if (programs.length === 0) return lineMessage(texts.none);
      if (!only) return lineMessage(texts.unknown(words.join(" ")));
      const view =
        others.length === 0
          ? await viewOfPage(services, actor, { kind: caseKind, programId: only.id })
          : chooseCaseView(actor, [only, ...others]);
      await client.views.open({ trigger_id: triggerId, view });
      return null;
    },
  };
}

/** Which program's case: a button for each of the first. */
export function chooseCaseView(
  reader: Pick<Reader, "locale">,
  programs: readonly Pick<Program, "id" | "title">[],
): ModalView {
  const texts = textsFor(caseTexts, reader);
  const buttons = programs.slice(0, MOST_PROGRAMS).map(({ id: programId, title }, index) => {
    const value = JSON.stringify({ page: caseKind.name, programId });
    return actions(`case.program:${index}`, button(pageIds.open, shortenEscaped(title, LONGEST_BUTTON), { value }));
  });
  return { type: "modal", title: plain(texts.kind.title), blocks: [section(texts.which), ...buttons] };
}
