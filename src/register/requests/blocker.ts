/** What blocks work: to whom it goes, and who may still move its date. */
import { may } from "../../people/rules-rights.ts";
import { type Person, personById } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { standingsOn } from "../grounds.ts";
import { isBlocker } from "../reminders/rules.ts";
import type { Item } from "../repository.ts";
import { codeOf } from "../rules.ts";
import type { Disclosure } from "../table.ts";
import { requestFailure } from "./failures.ts";
import { nextAbove } from "./ladder.ts";
import { knownOf } from "./next-owner.ts";

export type Blocker = Extract<Item, { type: "issue" }>;

export function isOpenBlocker(item: Item): item is Blocker {
  return item.type === "issue" && isBlocker(item);
}

/** Whoever takes it up has those above read it. */
export function widened(disclosure: Disclosure): Disclosure {
  if (disclosure === "team") return "program";
  return disclosure === "lead" ? "executive" : disclosure;
}

/** For the form, and for the button. Null: nobody is above whoever has it. */
export async function nextForBlocker(db: Db | Tx, item: Blocker, now: Instant): Promise<Person | null> {
  const { seats } = await knownOf(db, item, now);
  const next =
    item.owner_id === null
      ? null
      : nextAbove(seats, {
          ownerId: item.owner_id,
          requesterId: null,
          disclosure: widened(item.disclosure),
          top: "sponsor",
        });
  return next ? personById(db, item.workspace_id, next.personId) : null;
}

/** Throws BLOCKER_MOVED where it has had the one new date that is not for the lead to set. */
export async function refuseSecondMove(services: Services, tx: Tx, actor: Person, item: Item): Promise<void> {
  if (!isOpenBlocker(item) || item.due_moves === 0) return;
  if (may(await standingsOn(services, tx, actor, item), "move-blocker-again")) return;
  const { seats } = await knownOf(tx, item, services.clock.now());
  const leadId = seats.find(({ role }) => role === "lead")?.person_id;
  const who = leadId === undefined ? [] : [(await personById(tx, item.workspace_id, leadId)).name];
  throw requestFailure("BLOCKER_MOVED", { code: codeOf(item), who });
}
