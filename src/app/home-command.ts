/** `/drumbeat` alone: the reader's current tasks, their programs, and a button for a new one, from sections of Home. */

import type { Person } from "../people/people.ts";
import { languageOf } from "../platform/texts/language.ts";
import { createSection, firstStep } from "../programs/program-list.ts";
import { visitorOf } from "../programs/visitor-of-home.ts";
import { context, section } from "../slack/blocks.ts";
import type { Group } from "../slack/home.ts";
import { MESSAGE_LIMITS } from "../slack/limits.ts";
import type { HomeContext, NamedCommand } from "./capability.ts";
import { homeSections, nowSection } from "./home-tab.ts";

const texts = {
  en: {
    title: "What’s yours now, your programs, and a new one",
    label: "Home",
    none: "Nothing needs you now.",
    more: "The rest is on Drumbeat’s Home.",
  },
  fr: {
    title: "Ce qui vous attend, vos programmes, et la création d’un programme",
    label: "Accueil",
    none: "Rien ne vous attend.",
    more: "La suite se trouve dans l’accueil de Drumbeat.",
  },
};

export function homeCommand(shown: HomeContext): NamedCommand<Person> {
  const { services } = shown;
  const now = nowSection(shown);
  return {
    word: "home",
    otherWords: { en: ["todo", "me", "tasks", "my tasks"], fr: ["accueil", "à faire", "mes tâches"] },
    isUnlisted: true,
    help: ({ locale }) => texts[languageOf(locale)].title,
    label: ({ locale }) => texts[languageOf(locale)].label,
    async handle({ actor }) {
      const visitor = await visitorOf(services, actor);
      const say = texts[languageOf(visitor.reader.locale)];
      const groupsOf = async (each: typeof now): Promise<Group[]> =>
        (await each(visitor)).flatMap((part) => (Array.isArray(part) ? [part] : part.groups.slice(0, part.shown)));
      const waiting = await groupsOf(now);
      const theirs: Group[] = [];
      for (const each of [...homeSections(shown, ["programs"]), createSection(services)])
        theirs.push(...(await groupsOf(each)));
      if (waiting.length + theirs.length === 0) return firstStep(services.db, actor);
      const blocks = [waiting.length === 0 ? [section(say.none)] : waiting.flat(), theirs.flat()].flat();
      const isWhole = blocks.length <= MESSAGE_LIMITS.blocks;
      return {
        text: say.title,
        blocks: isWhole ? blocks : [...blocks.slice(0, MESSAGE_LIMITS.blocks - 1), context(say.more)],
      };
    },
  };
}
