/** An approved case in brief, in the thread of what brings it: a request to sponsor the program, or that somebody shares it. */
import { z } from "zod";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { enqueue, enqueueUpdate } from "../../delivery/use-cases.ts";
import { newestSent } from "../../delivery/use-cases-threads.ts";
import { isRestricted } from "../../people/rules-restricted.ts";
import { may } from "../../people/rules-rights.ts";
import { peopleByIds, personById } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { escapeMrkdwn, section, shorten } from "../../platform/slack/blocks.ts";
import { commandButton } from "../../platform/slack/commands.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { programOf } from "../../programs/use-cases.ts";
import { briefMessage, type CaseTold, type SectionTold } from "./blocks-brief.ts";
import { caseKeys } from "./delivery-keys.ts";
import { itemsNamed } from "./facts.ts";
import { listSectionsById, listVersions } from "./repository.ts";
import { isEmpty, namedIn } from "./rules.ts";
import { caseTexts } from "./texts.ts";
import { caseStandings, changesFor, goneMeasuresIn } from "./use-cases.ts";

const LONGEST_TITLE = 100;

/** `versionId`: what was approved last as it was put there; what has been approved since is told in its place. */
const subject = z.strictObject({ programId: z.string(), personId: z.string(), versionId: z.string() });
type Subject = z.infer<typeof subject>;
const sharedSubject = z.strictObject({ programId: z.string(), personId: z.string(), byId: z.string() });
type SharedSubject = z.infer<typeof sharedSubject>;
type To = Pick<Subject, "programId" | "personId">;

/** On grounds that hold now. */
async function mayRead({ db, workspaceId, now }: SendContext, { programId, personId }: To): Promise<boolean> {
  const person = await personById(db, workspaceId, personId);
  return may(await caseStandings({ clock: { now: () => now } }, db, person, programId), "read-case");
}

async function isWanted(send: SendContext, of: To): Promise<boolean> {
  const { state } = await programOf(send.db, send.workspaceId, of.programId);
  return state === "active" && (await mayRead(send, of));
}

export const caseInThreadKind: MessageKind<Subject> = {
  kind: "case-in-thread",
  subject,
  priority: 20,
  contact: "reply",
  slot: null,
  stillWanted: isWanted,
  async message(send, of) {
    const told = (await mayRead(send, of)) ? await toldTo(send, of) : null;
    if (told) return briefMessage(send.reader, told);
    const text = textsFor(caseTexts, send.reader).brief.closed(await titleIn(send, of));
    return { text, blocks: [section(text)] };
  },
  async why(send, { programId }) {
    const { title } = await programOf(send.db, send.workspaceId, programId);
    return [textsFor(caseTexts, send.reader).brief.why(title)];
  },
  since: {},
};

/** In the morning of whoever it is shared with: the case itself is in the thread. */
export const caseSharedKind: MessageKind<SharedSubject> = {
  kind: "case-shared",
  subject: sharedSubject,
  priority: 50,
  contact: "notice",
  slot: "morning",
  stillWanted: isWanted,
  async message(send, of) {
    const line = await lineIn(send, of);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: lineIn,
  async why(send, { programId }) {
    const { title } = await programOf(send.db, send.workspaceId, programId);
    return [textsFor(caseTexts, send.reader).brief.why(title)];
  },
  async sent(tx, { programId, personId }, { workspaceId, stamps }) {
    const inThreadOf = await newestSent(tx, workspaceId, caseKeys.sharedWith(programId, personId));
    if (inThreadOf !== null) await putCaseInThread(stamps, tx, { workspaceId, programId, personId, inThreadOf });
  },
  since: { sent: async () => undefined },
};

async function lineIn(send: SendContext, of: SharedSubject) {
  const [by] = await peopleByIds(send.db, send.workspaceId, [of.byId]);
  const texts = textsFor(caseTexts, send.reader).brief;
  const said = texts.line(escapeMrkdwn(by?.name ?? ""), await titleIn(send, of));
  return section(said, commandButton(texts.read, `case ${of.programId}`));
}

async function titleIn({ db, workspaceId }: SendContext, { programId }: To): Promise<string> {
  return escapeMrkdwn(shorten((await programOf(db, workspaceId, programId)).title, LONGEST_TITLE));
}

/** Null: nothing was approved. What only whoever leads reads is not told, not to them either: it would leave the views. */
async function toldTo(
  { db, workspaceId, now, events }: SendContext,
  { programId, personId }: To,
): Promise<CaseTold | null> {
  const looking = { db, events, clock: { now: () => now } };
  const [version] = await listVersions(db, { workspaceId, programId });
  if (!version) return null;
  const person = await personById(db, workspaceId, personId);
  const program = await programOf(db, workspaceId, programId);
  const rows = await listSectionsById(db, workspaceId, Object.values(version.sections));
  const items = (await itemsNamed(looking, person, namedIn(rows).items)).filter((item) => !isRestricted(item));
  const changes = await changesFor(looking, person, program, version);
  const sections = rows
    .filter((row) => !isEmpty(row))
    .map((row): [typeof row.section, SectionTold] => {
      const named = row.items.flatMap((id) => items.find((item) => item.id === id) ?? []);
      const { text, measures } = row;
      return [row.section, { text, measures, items: named, others: row.items.length - named.length }];
    });
  const [approver] = await peopleByIds(db, workspaceId, [version.approvedBy]);
  return {
    program,
    version: { number: version.number, approvedAt: version.approvedAt, by: approver?.name ?? "" },
    changes: changes.map((one) =>
      one.of === "item" && !items.some(({ id }) => id === one.item?.id) ? { of: "item", item: null } : one,
    ),
    goneMeasures: await goneMeasuresIn(db, program, rows),
    sections: new Map(sections),
  };
}

/** The case in the thread of a message to somebody, where it has been approved. */
export async function putCaseInThread(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  to: { workspaceId: string; programId: string; personId: string; inThreadOf: string },
): Promise<void> {
  const { workspaceId, programId, personId, inThreadOf } = to;
  const [version] = await listVersions(tx, to);
  if (!version) return;
  await enqueue(tx, services, caseInThreadKind, {
    workspaceId,
    key: `${caseKeys.inThreadsTo(programId, personId)}${inThreadOf}`,
    subject: { programId, personId, versionId: version.id },
    to: { personId },
    notBefore: services.clock.now(),
    inThreadOf,
  });
}

/** Where it was put, it is told as it is now, or no more. `personId` left out: to everybody. */
export async function showCaseInThreads(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspaceId, programId, personId }: { workspaceId: string; programId: string; personId?: string },
): Promise<void> {
  const keysFrom = personId === undefined ? caseKeys.inThreadsOf(programId) : caseKeys.inThreadsTo(programId, personId);
  await enqueueUpdate(tx, services, { workspaceId, keysFrom });
}
