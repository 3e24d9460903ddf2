/** What of answers is in the record and does not go above those who lead yet. */
import { isRestricted } from "../../people/rules-restricted.ts";
import { peopleByIds } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import { givenByRule } from "../asks/ask.ts";
import { heldWords } from "../events.ts";
import type { Item } from "../repository.ts";
import { wordsOfDraft } from "./rules.ts";

/**
 * Of these items those of whose words not all go up: their author keeps them in the team, or gave them to the lead alone.
 * `byRule`: of asks those that their decider has by a rule alone, where that is known.
 */
export async function heldFromAbove(
  services: Looking,
  db: Db | Tx,
  workspaceId: string,
  items: readonly Item[],
  byRule?: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const drafts = items.filter((item) => wordsOfDraft(item) !== null);
  if (drafts.length === 0) return new Set();
  const isByRule = byRule ?? (await byRuleAmong(db, workspaceId, drafts));
  const held = await heldWords.of(services, db, {
    workspaceId,
    words: drafts.flatMap((item) => wordsOfDraft(item) ?? []),
  });
  // What is for the lead alone is nobody else's by a rule.
  const restricted = drafts.filter((item) => isRestricted(item) && isByRule.has(item.id));
  return new Set([...held, ...restricted.map(({ id }) => id)]);
}

async function byRuleAmong(db: Db | Tx, workspaceId: string, items: readonly Item[]): Promise<ReadonlySet<string>> {
  const asks = items.filter(({ type }) => type === "ask");
  if (asks.length === 0) return new Set();
  const deciders = await peopleByIds(db, workspaceId, [...new Set(asks.flatMap(({ owner_id }) => owner_id ?? []))]);
  const names = new Map(deciders.map(({ id, name }) => [id, name]));
  return givenByRule(db, workspaceId, asks, (id) => names.get(id) ?? "");
}
