/** To whoever is asked for facts about candidates, once: no name of anybody is in it. */
import { z } from "zod";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { section } from "../../platform/slack/blocks.ts";
import { commandButton } from "../../platform/slack/commands.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { programOf } from "../../programs/use-cases.ts";
import { titleToShow } from "./naming.ts";
import { findChoice, listCandidates, listFacts } from "./repository.ts";
import { readContributors } from "./rules.ts";
import { CRITERIA } from "./table.ts";
import { choosingTexts } from "./texts.ts";

const subject = z.strictObject({ choiceId: z.string(), programId: z.string(), personId: z.string() });
type Subject = z.infer<typeof subject>;

export const factsWantedKind: MessageKind<Subject> = {
  kind: "sponsor-facts",
  subject,
  priority: 50,
  contact: "prompt",
  slot: "morning",
  stillWanted: isWanted,
  async message(send, of) {
    const line = await lineIn(send, of);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: lineIn,
  async why(send, of) {
    return [textsFor(choosingTexts, send.reader).facts.why(await titleIn(send, of))];
  },
  since: {},
};

async function lineIn(send: SendContext, of: Subject) {
  const texts = textsFor(choosingTexts, send.reader).facts;
  const title = titleToShow(await titleIn(send, of));
  return (await isWanted(send, of))
    ? section(texts.line(title), commandButton(texts.enter, `sponsor-choice ${of.programId}`))
    : section(texts.done(title));
}

async function titleIn({ db, workspaceId }: SendContext, { programId }: Subject): Promise<string> {
  return (await programOf(db, workspaceId, programId)).title;
}

/** They are asked still, and have not said of every candidate what they know. */
async function isWanted({ db, workspaceId }: SendContext, { choiceId, personId }: Subject): Promise<boolean> {
  const choice = await findChoice(db, workspaceId, choiceId);
  if (choice?.state !== "open" || !readContributors(choice.contributors).includes(personId)) return false;
  if ((await programOf(db, workspaceId, choice.program_id)).state === "closed") return false;
  const candidates = await listCandidates(db, choice);
  const { facts } = await listFacts(
    db,
    workspaceId,
    candidates.map(({ id }) => id),
  );
  return facts.filter(({ by_id: by }) => by === personId).length < candidates.length * CRITERIA.length;
}
