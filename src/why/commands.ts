/** `/drumbeat status`: how the programs stand that somebody may read of, and what each status rests on. */
import { statusesFor } from "../digests/home/statuses.ts";
import type { NamedCommand } from "../kernel/capability.ts";
import type { Person } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { plain, section } from "../platform/slack/blocks.ts";
import { VIEW_LIMITS } from "../platform/slack/limits.ts";
import { textsFor } from "../platform/texts/language.ts";
import { firstStep } from "../programs/first-step.ts";
import { visitorOf } from "../programs/visitor.ts";
import { statusTexts } from "./texts.ts";

export function statusCommand(services: Services): NamedCommand<Person> {
  return {
    word: "status",
    otherWords: { en: ["report", "health", "rag", "why"], fr: ["statut", "météo", "état", "pourquoi"] },
    isUnlisted: true,
    help: (reader) => textsFor(statusTexts, reader).title,
    label: (reader) => textsFor(statusTexts, reader).title,
    async handle({ actor, triggerId, client }) {
      const visitor = await visitorOf(services, actor);
      if (visitor.programs.length === 0) return firstStep(services.db, actor);
      const texts = textsFor(statusTexts, visitor.reader);
      const blocks = (await statusesFor(services, visitor)).flat().slice(0, VIEW_LIMITS.blocks);
      await client.views.open({
        trigger_id: triggerId,
        view: {
          type: "modal",
          title: plain(texts.title),
          close: plain(texts.close),
          blocks: blocks.length === 0 ? [section(texts.none)] : blocks,
        },
      });
      return null;
    },
  };
}
