/** `/drumbeat home`: what waits for somebody, as the top of their Home has it. */
import { capabilities } from "./capabilities.ts";
import { homeOf, type NamedCommand, type Shown } from "./kernel/capability.ts";
import type { Person } from "./people/use-cases.ts";
import { context, plain, section } from "./platform/slack/blocks.ts";
import { VIEW_LIMITS } from "./platform/slack/limits.ts";
import { languageOf } from "./platform/texts/language.ts";
import { visitorOf } from "./programs/visitor.ts";

const texts = {
  en: {
    title: "Waiting for you",
    close: "Close",
    none: "You’re all caught up.",
    more: "The rest is on Drumbeat’s Home.",
  },
  fr: {
    title: "À faire",
    close: "Fermer",
    none: "Rien n’attend de réponse de votre part.",
    more: "La suite se trouve dans l’accueil de Drumbeat.",
  },
};

export function homeCommand(shown: Shown): NamedCommand<Person> {
  const { services } = shown;
  const sections = homeOf(capabilities, shown, ["to-decide", "to-answer", "to-explain", "to-do"]);
  return {
    word: "home",
    otherWords: { en: ["todo", "me", "tasks", "my tasks"], fr: ["accueil", "à faire", "mes tâches"] },
    isUnlisted: true,
    help: ({ locale }) => texts[languageOf(locale)].title,
    label: ({ locale }) => texts[languageOf(locale)].title,
    async handle({ actor, triggerId, client }) {
      const visitor = await visitorOf(services, actor);
      const say = texts[languageOf(visitor.reader.locale)];
      const groups = [];
      for (const section of sections) groups.push(...(await section(visitor)));
      const blocks = groups.flatMap((part) => (Array.isArray(part) ? part : part.groups.slice(0, part.shown).flat()));
      const isWhole =
        blocks.length < VIEW_LIMITS.blocks &&
        groups.every((part) => Array.isArray(part) || part.groups.length <= part.shown);
      const shownBlocks = isWhole ? blocks : [...blocks.slice(0, VIEW_LIMITS.blocks - 1), context(say.more)];
      await client.views.open({
        trigger_id: triggerId,
        view: {
          type: "modal",
          title: plain(say.title),
          close: plain(say.close),
          blocks: blocks.length === 0 ? [section(say.none)] : shownBlocks,
        },
      });
      return null;
    },
  };
}
