/** Blockers of which the reader of a digest is the owner: under *Needs you*, with what they can do. */

import type { ActionsBlock, SectionBlock } from "@slack/types";
import { peopleByIds } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { namedPrograms } from "../programs/use-cases.ts";
import { itemsOfPrograms } from "../register/reading.ts";
import { blockerActs, blockerTexts } from "../register/requests/blocker-messages.ts";
import { type Blocker, isOpenBlocker } from "../register/requests/next-owner.ts";
import { requestTexts } from "../register/requests/texts.ts";
import { asTold, codeOf, shownTitle } from "../register/rules.ts";
import { plainSection } from "../slack/blocks.ts";
import type { LineKind, Report } from "./report.ts";
import type { Need } from "./screen.ts";

export interface OwnBlocker {
  item: Blocker;
  need: Need;
  /** Who has it now, where that is somebody else. */
  owner: string | null;
  /** To whom they can take it; null: nobody is above, or it is on no screen. */
  next: { name: string } | null;
}

interface Wanted {
  workspaceId: string;
  readerId: string;
  zone: string;
  programIds: readonly string[];
  /** What they name as blocked by the reader, with what has become of it since; null: all that is open now. */
  reports: readonly Report[] | null;
}

const BLOCKED: readonly LineKind[] = ["blocked", "against-green"];

export async function listOwnBlockers(
  db: Db | Tx,
  { workspaceId, readerId, zone, programIds, reports }: Wanted,
  at: Instant,
): Promise<OwnBlocker[]> {
  const named = reports?.flatMap(({ lines }) =>
    lines.flatMap(({ kind, owner, itemId = "" }) => (BLOCKED.includes(kind) && owner === readerId ? [itemId] : [])),
  );
  if (named?.length === 0) return [];
  const wanted = named ? { ids: named } : { ownerId: readerId, states: ["open" as const] };
  const found = await itemsOfPrograms(db, workspaceId, programIds, { ...wanted, types: ["issue"] });
  const isOwn = (item: (typeof found)[number]) => isOpenBlocker(item) && item.owner_id === readerId;
  const own = found.filter(isOwn);
  const gone = named ? found.filter((item) => !isOwn(item)) : [];
  const items = [...own, ...gone].flatMap((item) => (item.type === "issue" ? [asTold(item)] : []));
  if (items.length === 0) return [];
  const programs = await namedPrograms(db, workspaceId);
  const owners = await peopleByIds(db, workspaceId, [...new Set(gone.flatMap(({ owner_id: id }) => id ?? []))]);
  return items.map((item): OwnBlocker => {
    const { id: itemId, program_id: programId, due_on: dueOn } = item;
    const need = {
      ...{ itemId, code: codeOf(item), program: programs.get(programId)?.title ?? "", title: shownTitle(item) },
      ...{ answerBy: dueOn, neededBy: dueOn, options: [], recommended: null, costOfWaiting: null },
      blockedSince: item.details.blockedSince ?? localDateOf(item.raised_at, zone),
      isOverdue: dueOn !== null && dueOn < localDateOf(at, zone),
      isOver: !own.some(({ id }) => id === itemId),
    };
    const owner = owners.find(({ id }) => need.isOver && id === item.owner_id);
    return { item, need, owner: owner && owner.id !== readerId ? owner.name : null, next: null };
  });
}

/** *Take it to Margaret… · New date… · Done…*, or what became of it. */
export function blockerFoot(reader: Reader, { item, need, owner, next }: OwnBlocker): ActionsBlock | SectionBlock {
  if (!need.isOver) return blockerActs(reader, item.id, next);
  const isWithOther = owner !== null && item.state === "open";
  return plainSection(
    isWithOther ? textsFor(requestTexts, reader).now.withOther(owner) : textsFor(blockerTexts, reader).done,
  );
}
