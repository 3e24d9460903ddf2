/** The case of a program in Slack: from the screen of the program, and by `/drumbeat case LOY`. */
import type { NamedCommand } from "../app/capability.ts";
import { viewOfPage } from "../pages/screen.ts";
import type { Person } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { programList } from "../programs/program-list.ts";
import type { ProgramButton } from "../programs/program-menu-and-buttons.ts";
import { caseKind, programsWithCase } from "./case.ts";
import { caseTexts } from "./case-texts.ts";
import { isCalled } from "./stakeholders.ts";

/** Beside the menu of a program. */
export const caseButton: ProgramButton = { command: "case", label: (reader) => textsFor(caseTexts, reader).option };

export function caseCommand(services: Services): NamedCommand<Person> {
  return {
    word: "case",
    otherWords: { en: ["business case", "one pager"], fr: ["note", "cadrage"] },
    help: (reader) => textsFor(caseTexts, reader).help,
    label: (reader) => textsFor(caseTexts, reader).option,
    async handle({ actor, words, triggerId, client }) {
      const programs = await programsWithCase(services, actor);
      const typed = words.join(" ");
      const called = typed === "" ? programs : programs.filter((program) => isCalled(program, typed));
      const [only, ...others] = called;
      if (!only || others.length > 0) return programList(services, actor, 0);
      const view = await viewOfPage(services, actor, { kind: caseKind, programId: only.id });
      await client.views.open({ trigger_id: triggerId, view });
      return null;
    },
  };
}
