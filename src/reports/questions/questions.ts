/** A reader of reports asks whoever leads a program; whoever leads it replies, once. */

import { enqueue, enqueueUpdate } from "../../delivery/use-cases.ts";
import { may, type Standing } from "../../people/rules-rights.ts";
import { type Person, peopleByIds, personById } from "../../people/use-cases.ts";
import { type Db, storableText, type Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { type Program, programOf, standingsOf } from "../../programs/use-cases.ts";
import { digestKey } from "../digest-message.ts";
import { whoLeads } from "../draft-store.ts";
import { nameOf } from "../drafts.ts";
import { ownDigest } from "../own-digest.ts";
import { mayReadReports } from "../reported.ts";
import { questionKey, questionKind, replyKind } from "./messages.ts";
import { getQuestion, type Question } from "./store.ts";
import { questionTexts } from "./texts.ts";

const { en, fr } = questionTexts;

const failure = errorTable({
  QUESTION_NOT_YOURS: { en: () => en.error.notYours, fr: () => fr.error.notYours },
  NOBODY_LEADS: { en: () => en.error.nobody, fr: () => fr.error.nobody },
  REPLY_NOT_YOURS: { en: () => en.error.notLeading, fr: () => fr.error.notLeading },
  REPLIED: { en: ({ name }) => en.error.replied(String(name)), fr: ({ name }) => fr.error.replied(String(name)) },
});

type Acting = Pick<Services, "db" | "clock" | "ids">;

/** Whoever leads needs not ask. */
export function mayAskLead(program: Pick<Program, "state">, standings: readonly Standing[]): boolean {
  return program.state === "active" && mayReadReports(standings) && !leads(standings);
}

function leads(standings: readonly Standing[]): boolean {
  return standings.includes("lead") || standings.includes("deputy");
}

/** Who would get a question now. Throws QUESTION_NOT_YOURS, NOBODY_LEADS. */
export async function leadsToAsk(
  { db, clock }: Pick<Services, "db" | "clock">,
  asker: Person,
  programId: string,
): Promise<Person[]> {
  const program = await programOf(db, asker.workspace_id, programId);
  if (!mayAskLead(program, await standingsOf(db, asker, programId, { clock }))) throw failure("QUESTION_NOT_YOURS");
  const ids = await whoLeads(db, { workspaceId: asker.workspace_id, programId }, clock.now());
  const people = (await peopleByIds(db, asker.workspace_id, ids)).filter((person) => person.is_deactivated === 0);
  if (people.length === 0) throw failure("NOBODY_LEADS");
  return people;
}

/**
 * Sends the words to whoever leads, once however often the form is sent. `digestId`: in whose thread the reply is to stand; null:
 * none. Returns to whom. Throws as `leadsToAsk`, and as `ownDigest`.
 */
export async function askLead(
  acting: Acting,
  asker: Person,
  { programId, digestId, words, viewId }: { programId: string; digestId: string | null; words: string; viewId: string },
): Promise<Person[]> {
  const asked = await leadsToAsk(acting, asker, programId);
  if (digestId !== null) await ownDigest(acting, asker, digestId);
  const workspaceId = asker.workspace_id;
  const now = acting.clock.now();
  const id = `${asker.id}:${viewId}`;
  await inTransaction(acting.db, async (tx) => {
    await tx
      .insertInto("report_question")
      .values({
        ...{ workspace_id: workspaceId, id, program_id: programId, digest_id: digestId },
        ...{ asked_by: asker.id, asked_at: now, question: storableText(words) },
      })
      .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doNothing())
      .execute();
    for (const { id: personId } of asked)
      await enqueue(tx, acting, questionKind, {
        ...{ workspaceId, key: questionKey({ questionId: id, personId }), subject: { questionId: id, personId } },
        ...{ to: { personId }, notBefore: now },
      });
  });
  return asked;
}

/** The question and who asked it, for whoever leads its program now. Throws REPLY_NOT_YOURS, REPLIED. */
export async function questionToReply(
  { db, clock }: Pick<Services, "clock"> & { db: Db | Tx },
  person: Person,
  questionId: string,
): Promise<{ question: Question; asker: Person }> {
  const question = await getQuestion(db, person.workspace_id, questionId);
  if (!may(await standingsOf(db, person, question.program_id, { clock }), "hold-digest"))
    throw failure("REPLY_NOT_YOURS");
  if (question.replied_by !== null) throw failure("REPLIED", { name: await nameOf(db, person, question.replied_by) });
  return { question, asker: await personById(db, person.workspace_id, question.asked_by) };
}

/** The first reply counts. Returns who gets it. Throws as `questionToReply`. */
export async function reply(
  acting: Acting,
  person: Person,
  { questionId, words }: { questionId: string; words: string },
): Promise<Person> {
  const workspaceId = person.workspace_id;
  const now = acting.clock.now();
  return inTransaction(acting.db, async (tx) => {
    const { question, asker } = await questionToReply({ db: tx, clock: acting.clock }, person, questionId);
    const { numUpdatedRows } = await tx
      .updateTable("report_question")
      .set({ reply: storableText(words), replied_by: person.id, replied_at: now })
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", questionId)
      .where("replied_by", "is", null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) {
      const { replied_by: first } = await getQuestion(tx, workspaceId, questionId);
      throw failure("REPLIED", { name: await nameOf(tx, person, first) });
    }
    await enqueue(tx, acting, replyKind, {
      ...{ workspaceId, key: `report-reply:${questionId}`, subject: { questionId } },
      ...{ to: { personId: asker.id }, notBefore: now },
      ...(question.digest_id !== null && { inThreadOf: digestKey(question.digest_id) }),
    });
    await enqueueUpdate(tx, acting, { workspaceId, keysFrom: questionKey({ questionId, personId: "" }) });
    return asker;
  });
}
