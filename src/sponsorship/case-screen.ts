/** The case of a program in Slack: from the screen of the program, and by `/drumbeat case LOY`. */
import type { NamedCommand } from "../app/capability.ts";
import { viewOfPage } from "../pages/screen.ts";
import type { Person } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { list, textsFor } from "../platform/texts/language.ts";
import type { ProgramButton } from "../programs/program-menu.ts";
import { lineMessage } from "../slack/listening.ts";
import { caseKind, programsWithCase } from "./case.ts";
import { caseTexts } from "./case-texts.ts";

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
      if (others.length > 0)
        return lineMessage(
          texts.which(
            list(
              actor,
              programs.map((program) => program.short_key),
            ),
          ),
        );
      const view = await viewOfPage(services, actor, { kind: caseKind, programId: only.id });
      await client.views.open({ trigger_id: triggerId, view });
      return null;
    },
  };
}
