/** `/drumbeat portfolio`: all programs that somebody reads digests of, and the form that shows them as of another day. */
import type { NamedCommand } from "../../kernel/capability.ts";
import { type Person, readerAt } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { section } from "../../platform/slack/blocks.ts";
import type { Listening } from "../../platform/slack/listening.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { portfolioForm, portfolioView } from "./blocks.ts";
import { portfolioTexts } from "./texts.ts";
import { type NoPortfolio, portfolioAsOf } from "./use-cases.ts";

export function portfolioCommand(services: Services): NamedCommand<Person> {
  return {
    word: "portfolio",
    otherWords: { en: ["programs at a glance"], fr: ["portefeuille de programmes"] },
    help: (reader) => textsFor(portfolioTexts, reader).command.help,
    label: (reader) => textsFor(portfolioTexts, reader).command.label,
    async handle({ actor, client, triggerId }) {
      const reader = readerAt(actor, services.clock.now());
      const then = await portfolioAsOf(services, actor, null);
      if ("is" in then) {
        const sentence = sentenceOf(reader, then);
        return { text: sentence, blocks: [section(sentence)] };
      }
      await client.views.open({ trigger_id: triggerId, view: portfolioView(reader, then) });
      return null;
    },
  };
}

export function registerPortfolio(listening: Listening<Person>, services: Services): void {
  portfolioForm.listen(listening, async ({ actor, filled }) => {
    const reader = readerAt(actor, services.clock.now());
    const then = await portfolioAsOf(services, actor, filled.asOf);
    return "is" in then ? { errors: { asOf: sentenceOf(reader, then) } } : { show: portfolioView(reader, then) };
  });
}

function sentenceOf(reader: Reader, none: NoPortfolio): string {
  const texts = textsFor(portfolioTexts, reader);
  if (none.is === "no-program") return texts.noProgram;
  return none.is === "to-come" ? texts.toCome : texts.before(reader, none);
}
