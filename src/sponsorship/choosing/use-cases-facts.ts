/** What somebody knows of a candidate, and that somebody else confirms it. */
import { enqueueUpdate } from "../../delivery/use-cases.ts";
import type { Person } from "../../people/use-cases.ts";
import { type Db, storableText, type Tx } from "../../platform/database.ts";
import { localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { choosingKeys } from "./delivery-keys.ts";
import { choosingFailure } from "./failures.ts";
import {
  type Candidate,
  findFact,
  insertConfirmation,
  insertFact,
  listFacts,
  updateChoice,
  updateFact,
} from "./repository.ts";
import { type Entered, type Fact, hasEnteredAll, mayConfirm, problemsIn } from "./rules.ts";
import { CRITERIA } from "./table.ts";
import { candidateFor, note, type Stamps } from "./use-cases.ts";

/**
 * What somebody knows of a candidate, all five at once: an empty text is that they know of none. Of what they change nothing
 * is confirmed any more. Throws as `candidateFor`, CHOICE_DAY.
 */
export async function enterFacts(
  services: Stamps,
  actor: Person,
  candidateId: string,
  entered: Entered,
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const { candidate, choice } = await candidateFor(services, tx, actor, candidateId, "enter-candidate-facts");
    const now = services.clock.now();
    if (problemsIn(entered, localDateOf(now, actor.zone)).length > 0) throw choosingFailure("CHOICE_DAY");
    const { facts } = await listFacts(tx, actor.workspace_id, [candidateId]);
    for (const criterion of CRITERIA) {
      const text = storableText(entered[criterion].text.trim()) || null;
      const written = { text, on_day: text === null ? null : entered[criterion].on };
      const known = facts.find((fact) => fact.by_id === actor.id && fact.criterion === criterion);
      if (!known)
        await insertFact(tx, {
          workspace_id: actor.workspace_id,
          id: services.ids.next(),
          candidate_id: candidate.id,
          criterion,
          by_id: actor.id,
          ...written,
          at: now,
        });
      else if (known.text !== written.text || known.on_day !== written.on_day)
        await updateFact(tx, known, { ...written, at: now });
    }
    await updateChoice(tx, choice, { touched_at: now });
    await enqueueUpdate(tx, services, {
      workspaceId: actor.workspace_id,
      key: choosingKeys.facts(choice.id, actor.id),
    });
    await note(services, tx, actor, choice.program_id, "candidate-facts.entered");
  });
}

/** The facts about candidates, each with who confirmed it. */
export async function factsOf(
  db: Db | Tx,
  workspaceId: string,
  candidates: readonly Pick<Candidate, "id">[],
): Promise<Map<string, Fact[]>> {
  const ids = candidates.map(({ id }) => id);
  const { facts, confirmations } = await listFacts(db, workspaceId, ids);
  return Map.groupBy(
    facts.map((row) => ({
      candidateId: row.candidate_id,
      id: row.id,
      criterion: row.criterion,
      byId: row.by_id,
      text: row.text,
      on: row.on_day,
      confirmedBy: confirmations.filter(({ fact_id: id }) => id === row.id).map(({ by_id: by }) => by),
    })),
    ({ candidateId }) => candidateId,
  );
}

/**
 * Somebody other than who entered a fact says that it is so; once is enough. Returns whose it is. Throws as `candidateFor`,
 * CHOICE_OWN_FIRST, CHOICE_OWN_FACT.
 */
export async function confirmFact(services: Stamps, actor: Person, factId: string): Promise<string> {
  return inTransaction(services.db, async (tx) => {
    const row = await findFact(tx, actor.workspace_id, factId);
    if (!row) throw choosingFailure("CHOICE_GONE");
    const found = await candidateFor(services, tx, actor, row.candidate_id, "enter-candidate-facts");
    const facts = (await factsOf(tx, actor.workspace_id, [found.candidate])).get(found.candidate.id) ?? [];
    const fact = facts.find(({ id }) => id === factId);
    if (!fact || fact.text === null) throw choosingFailure("CHOICE_GONE");
    if (!hasEnteredAll(facts, actor.id)) throw choosingFailure("CHOICE_OWN_FIRST");
    if (fact.byId === actor.id) throw choosingFailure("CHOICE_OWN_FACT");
    if (!mayConfirm(fact, actor.id, found.candidate.person_id)) return found.candidate.id;
    const now = services.clock.now();
    await insertConfirmation(tx, {
      workspace_id: actor.workspace_id,
      fact_id: factId,
      by_id: actor.id,
      candidate_id: found.candidate.id,
      at: now,
    });
    await updateChoice(tx, found.choice, { touched_at: now });
    await note(services, tx, actor, found.program.id, "candidate-fact.confirmed");
    return found.candidate.id;
  });
}
