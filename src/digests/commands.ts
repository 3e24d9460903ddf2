import type { NamedCommand } from "../kernel/capability.ts";
import { type Person, readerAt, readerOf } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Services } from "../platform/services.ts";
import { plainSection, section } from "../platform/slack/blocks.ts";
import type { Message } from "../platform/slack/message.ts";
import { list, longDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { approvalSettingView } from "./approval/blocks.ts";
import { approvalTexts } from "./approval/texts.ts";
import { programsToApproveFor } from "./approval/use-cases.ts";
import { divisionOf } from "./editions/divisions/use-cases.ts";
import { noteSeen } from "./editions/use-cases-seen.ts";
import { digestView } from "./home/blocks.ts";
import { readOwnMessage } from "./home/use-cases.ts";
import { programsTold } from "./offers.ts";
import { digestMessages, messagesOf } from "./render/blocks.ts";
import { asItStood } from "./render/outline.ts";
import { digestTexts } from "./texts.ts";
import { latestDigest, previewOwnDigest } from "./use-cases.ts";

/** `/drumbeat digest` shows the last one again, `/drumbeat digest preview` the next one as it would be now. */
export function digestCommands(services: Services): NamedCommand<Person>[] {
  return [
    {
      word: "digest",
      otherWords: {
        en: ["summary"],
        fr: [
          "récap",
          "récapitulatif",
          "rapport",
          "bilan",
          "compte rendu",
          "cr",
          { name: "approbation", means: "approval" },
          { name: "approuver", means: "approval" },
        ],
      },
      secondWords: {
        words: {
          preview: ["aperçu", "prochaine", "prochain", "next"],
          approval: ["approbation", "approuver", "approve"],
        },
      },
      help: (reader) => digestTexts(reader).command.help,
      label: (reader) => digestTexts(reader).command.label,
      async handle({ actor, words, client, triggerId }) {
        const texts = digestTexts(readerOf(actor)).command;
        if (words[0] === "approval") {
          const reader = readerOf(actor);
          const programs = await programsToApproveFor(services, actor);
          const { noProgram } = textsFor(approvalTexts, reader).setting;
          if (programs.length === 0) return { text: noProgram, blocks: [section(noProgram)] };
          await client.views.open({ trigger_id: triggerId, view: approvalSettingView(reader, programs) });
          return null;
        }
        const sent =
          words[0] === "preview"
            ? null
            : await latestDigest(services.db, { workspaceId: actor.workspace_id, personId: actor.id });
        if (sent) {
          const [own, ...brought] = await readOwnMessage(services, actor, sent.id);
          await noteSeen(services, actor, sent.id);
          if (own.leftOut.length === 0) {
            const division = await divisionOf(services.db, actor.workspace_id, sent);
            const day = asItStood(sent.document, services.clock.now());
            const of = { reader: sent.document.reader, editionId: sent.id };
            return firstPart(
              messagesOf(division, of, { asItStood: day, programs: programsTold([own, ...brought]) }),
              texts.rest,
            );
          }
          await client.views.open({ trigger_id: triggerId, view: digestView(readerOf(actor), own) });
          return null;
        }
        const { document, sendAt, beside, toApprove, isWaiting } = await previewOwnDigest(services, actor);
        const day = sendAt === null ? null : dayOf(actor, { at: sendAt, now: services.clock.now() });
        const withheld = toApprove.length === 0 ? null : texts.toApprove(list(readerOf(actor), toApprove));
        if (!document || day === null) {
          const none = withheld ?? (day === null ? texts.notDue : texts.nothingYet(day));
          return { text: none, blocks: [plainSection(none)] };
        }
        const message = firstPart(digestMessages(document, null, {}, beside), texts.restOfPreview);
        const above = [
          section(texts.preview(day)),
          ...(withheld === null ? [] : [plainSection(withheld)]),
          ...(isWaiting ? [plainSection(texts.isWaiting)] : []),
        ];
        return { ...message, blocks: [...above, ...message.blocks] };
      },
    },
  ];
}

function dayOf(actor: Person, { at, now }: { at: Instant; now: Instant }): string {
  return longDate(readerAt(actor, now), localDateOf(at, actor.zone));
}

/** An ephemeral answer has no thread: what does not fit in it is named. */
function firstPart([first, ...others]: [Message, ...Message[]], rest: string): Message {
  return others.length === 0 ? first : { ...first, blocks: [...first.blocks, section(rest)] };
}
