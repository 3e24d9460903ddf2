/** What of answers is in the record and does not go above those who lead yet. */
import { peopleByIds } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import { givenByRule } from "../asks/ask.ts";
import { heldWords } from "../events.ts";
import type { Item } from "../repository.ts";
import { type HeldBecause, wordsOfDraft } from "./rules.ts";

/**
 * Of these items, by id, those of whose words not all go up: their author keeps them in the team, or has still to say or be
 * shown that they do, and why. `byRule`: of asks those that their decider has by a rule alone, where that is known.
 */
export async function heldFromAbove(
  services: Looking,
  db: Db | Tx,
  workspaceId: string,
  items: readonly Item[],
  byRule?: ReadonlySet<string>,
): Promise<ReadonlyMap<string, HeldBecause>> {
  const drafts = items.filter((item) => wordsOfDraft(item, false) !== null);
  if (drafts.length === 0) return new Map();
  const isByRule = byRule ?? (await byRuleAmong(db, workspaceId, drafts));
  const words = drafts.flatMap((item) => wordsOfDraft(item, isByRule.has(item.id)) ?? []);
  return heldWords.of(services, db, { workspaceId, words });
}

async function byRuleAmong(db: Db | Tx, workspaceId: string, items: readonly Item[]): Promise<ReadonlySet<string>> {
  const asks = items.filter(({ type }) => type === "ask");
  if (asks.length === 0) return new Set();
  const deciders = await peopleByIds(db, workspaceId, [...new Set(asks.flatMap(({ owner_id }) => owner_id ?? []))]);
  const names = new Map(deciders.map(({ id, name }) => [id, name]));
  return givenByRule(db, workspaceId, asks, (id) => names.get(id) ?? "");
}
